package dev.warren.secrets;

import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.time.InstantSource;
import java.util.List;

/// What the database knows of the master keys: the id of each that something may be sealed with, and a value that only
/// the right key opens. All of it happens in the caller's transaction.
@Singleton
class KeyRows {

    private static final String PURPOSE = "master_key.check_value";
    private static final String CHECK = "warren";

    private final EntityManager database;
    private final InstantSource clock;

    KeyRows(EntityManager database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    record Row(String id, String check) {
        boolean fits(Keyring keyring) {
            try {
                return keyring.open(check, PURPOSE).equals(CHECK);
            } catch (IllegalStateException e) {
                return false;
            }
        }
    }

    /// Lets no other Warren on this database change keys until the transaction ends.
    void lock() {
        database.createNativeQuery("lock table master_key in exclusive mode").executeUpdate();
    }

    List<Row> all() {
        List<?> found = database.createNativeQuery(
                        "select id, check_value from master_key order by created_at", Object[].class)
                .getResultList();
        return found.stream()
                .map(Object[].class::cast)
                .map(row -> new Row((String) row[0], (String) row[1]))
                .toList();
    }

    void add(Keyring keyring) {
        database.createNativeQuery("insert into master_key (id, check_value, created_at) values (:id, :check, :now)"
                        + " on conflict do nothing")
                .setParameter("id", keyring.first().id())
                .setParameter("check", keyring.seal(CHECK, PURPOSE))
                .setParameter("now", clock.instant())
                .executeUpdate();
    }

    /// Forgets all but the present key.
    void keepOnly(String id) {
        database.createNativeQuery("delete from master_key where id <> :id")
                .setParameter("id", id)
                .executeUpdate();
    }
}
