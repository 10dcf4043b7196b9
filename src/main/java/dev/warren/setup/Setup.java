package dev.warren.setup;

import dev.warren.accounts.Accounts;
import dev.warren.accounts.Role;
import dev.warren.audit.AuditLog;
import dev.warren.audit.Subject;
import dev.warren.engine.IpPrefix;
import dev.warren.interfaces.WgInterface;
import dev.warren.web.Rejection;
import io.quarkus.hibernate.orm.panache.Panache;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/// Whether Warren knows its first administrator, and the step that makes it so.
@ApplicationScoped
class Setup {

    /// Two wizards at once stand in line at this PostgreSQL advisory lock, on however many servers they run.
    private static final long LOCK = 0x57_41_52_52_45_4eL;

    private final Accounts accounts;
    private final AuditLog audit;

    /// Goes from false to true once, so that the question costs nothing for the rest of Warren's life.
    private volatile boolean done;

    Setup(Accounts accounts, AuditLog audit) {
        this.accounts = accounts;
        this.audit = audit;
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
        var passwordHash = accounts.hash(plan.password());
        QuarkusTransaction.requiringNew().run(() -> store(plan, passwordHash));
        done = true;
    }

    private record Facts(
            String name,
            int listenPort,
            @Nullable String ipv4,
            @Nullable String ipv6) {}

    private void store(SetupPlan plan, String passwordHash) {
        Panache.getEntityManager()
                .createNativeQuery("select cast(pg_advisory_xact_lock(?1) as text)")
                .setParameter(1, LOCK)
                .getSingleResult();
        if (accounts.exist()) {
            done = true;
            throw Rejection.conflict("Warren has been set up already. Sign in with the account that was made then.");
        }
        accounts.create(plan.username(), Role.ADMIN, passwordHash);
        var network = WgInterface.create(plan.network());
        audit.record(
                "interface.created",
                new Subject("interface", network.id().toString(), network.name()),
                null,
                new Facts(network.name(), network.listenPort(), text(network.ipv4()), text(network.ipv6())));
    }

    private static @Nullable String text(@Nullable IpPrefix range) {
        return range == null ? null : range.toString();
    }
}
