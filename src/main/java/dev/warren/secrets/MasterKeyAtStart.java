package dev.warren.secrets;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.PreventFurtherStepsException;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.util.List;
import org.jboss.logging.Logger;

/// Before anything else is read from the database: finds the master key, or makes the first one, and makes sure that
/// it is the right one. A wrong one ends the start with a sentence, since everything sealed would be lost to it.
@Singleton
class MasterKeyAtStart {

    private static final Logger LOG = Logger.getLogger(MasterKeyAtStart.class);

    private final MasterKeySource source;
    private final Keyring keyring;
    private final KeyRows rows;
    private final Resealing resealing;

    MasterKeyAtStart(MasterKeySource source, Keyring keyring, KeyRows rows, Resealing resealing) {
        this.source = source;
        this.keyring = keyring;
        this.rows = rows;
        this.resealing = resealing;
    }

    void begin(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event) {
        try {
            QuarkusTransaction.requiringNew().run(this::take);
        } catch (IllegalArgumentException e) {
            throw new PreventFurtherStepsException("warren: " + e.getMessage(), 1);
        }
        // What an older Warren wrote is not sealed, and nobody else reads it before this is over.
        var changed = resealing.all();
        if (changed > 0) {
            LOG.infof(
                    "%d secrets are sealed with the master key %s now",
                    changed, keyring.first().id());
        }
    }

    private void take() {
        rows.lock();
        var known = rows.all();
        var keys = source.read();
        if (keys.isEmpty()) {
            if (!known.isEmpty()) {
                throw new IllegalArgumentException(missing(known.getLast().id(), source.place() + " is not there"));
            }
            keys = List.of(MasterKey.generate());
            source.write(keys);
            LOG.infof("A master key was made in %s. Keep a copy of it apart from the database.", source.place());
        }
        keyring.take(keys);
        for (var row : known) {
            if (!row.fits(keyring)) {
                throw new IllegalArgumentException(missing(
                        row.id(),
                        "%s has %s"
                                .formatted(
                                        source.place(),
                                        keyring.ids().stream().sorted().toList())));
            }
        }
        rows.add(keyring);
    }

    private static String missing(String id, String but) {
        return ("The secrets in the database are sealed with the master key %s, and %s: put back the key that this database"
                        + " was used with, from a backup, or restore the database that belongs to the key.")
                .formatted(id, but);
    }
}
