package dev.warren.setup;

import dev.warren.accounts.Accounts;
import dev.warren.accounts.Role;
import dev.warren.interfaces.InterfaceChanges;
import dev.warren.web.Rejection;
import io.quarkus.hibernate.orm.panache.Panache;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;

/// Whether Warren knows its first administrator, and the step that makes it so.
@ApplicationScoped
class Setup {

    /// Two wizards at once stand in line at this PostgreSQL advisory lock, on however many servers they run.
    private static final long LOCK = 0x57_41_52_52_45_4eL;

    private final Accounts accounts;
    private final InterfaceChanges interfaces;

    /// Goes from false to true once, so that the question costs nothing for the rest of Warren's life.
    private volatile boolean done;

    Setup(Accounts accounts, InterfaceChanges interfaces) {
        this.accounts = accounts;
        this.interfaces = interfaces;
    }

    /// Whether setup is known to be over, without asking the database.
    boolean isKnownDone() {
        return done;
    }

    /// Whether there is a user. Asks the database until there is.
    boolean isDone() {
        if (!done) {
            done = QuarkusTransaction.requiringNew().call(accounts::exist);
        }
        return done;
    }

    /// For tests that take the users away again.
    void forget() {
        done = false;
    }

    /// Stores the first administrator and the first interface, both or none, and starts the interface. Throws a
    /// [Rejection] 409 if somebody was faster.
    void complete(SetupPlan plan) {
        if (isDone()) {
            throw alreadyDone();
        }
        var passwordHash = accounts.hash(plan.password());
        QuarkusTransaction.requiringNew().run(() -> store(plan, passwordHash));
        done = true;
    }

    private void store(SetupPlan plan, String passwordHash) {
        Panache.getEntityManager()
                .createNativeQuery("select cast(pg_advisory_xact_lock(?1) as text)")
                .setParameter(1, LOCK)
                .getSingleResult();
        if (accounts.exist()) {
            done = true;
            throw alreadyDone();
        }
        accounts.create(plan.username(), Role.ADMIN, passwordHash);
        interfaces.create(plan.network());
    }

    private static Rejection alreadyDone() {
        return Rejection.conflict("Warren has been set up already. Sign in with the account that was made then.");
    }
}
