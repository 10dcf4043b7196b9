package dev.warren.secrets;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.regex.Pattern;

/// Seals with the present master key what is sealed with a former one, or not at all, in small transactions of its own:
/// everybody else goes on meanwhile.
@Singleton
class Resealing {

    private static final int BATCH = 500;
    private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]*");

    private final EntityManager database;
    private final Keyring keyring;

    Resealing(EntityManager database, Keyring keyring) {
        this.database = database;
        this.keyring = keyring;
    }

    private record Column(String table, String name) {

        /// Table and column are written into statements, so nothing but a name may be one.
        Column {
            if (!NAME.matcher(table).matches() || !NAME.matcher(name).matches()) {
                throw new IllegalStateException("sealed_column names no column: " + table + "." + name);
            }
        }

        String purpose() {
            return table + "." + name;
        }
    }

    /// Does it for every column of secrets and returns how many values were changed.
    long all() {
        long changed = 0;
        for (var column : columns()) {
            int batch;
            do {
                batch = QuarkusTransaction.requiringNew().call(() -> batch(column));
                changed += batch;
            } while (batch == BATCH);
        }
        return changed;
    }

    private List<Column> columns() {
        List<?> found = QuarkusTransaction.requiringNew()
                .call(() -> database.createNativeQuery(
                                "select table_name, column_name from sealed_column order by 1, 2", Object[].class)
                        .getResultList());
        return found.stream()
                .map(Object[].class::cast)
                .map(row -> new Column((String) row[0], (String) row[1]))
                .toList();
    }

    /// A row stays where it is while it is locked, so that its `ctid` names it: not every table has an id.
    private int batch(Column column) {
        List<?> rows = database.createNativeQuery(
                        "select cast(ctid as text), %2$s from %1$s where %2$s not like :present limit %3$d for update"
                                .formatted(column.table(), column.name(), BATCH),
                        Object[].class)
                .setParameter("present", Keyring.MARK + keyring.first().id() + ":%")
                .getResultList();
        for (var row : rows) {
            var fields = (Object[]) row;
            database.createNativeQuery("update %s set %s = :sealed where ctid = cast(:place as tid)"
                            .formatted(column.table(), column.name()))
                    .setParameter("sealed", resealed((String) fields[1], column.purpose()))
                    .setParameter("place", fields[0])
                    .executeUpdate();
        }
        return rows.size();
    }

    private String resealed(String value, String purpose) {
        var secret = Keyring.idOf(value) == null ? value : keyring.open(value, purpose);
        return keyring.seal(secret, purpose);
    }
}
