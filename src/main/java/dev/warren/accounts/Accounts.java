package dev.warren.accounts;

import dev.warren.audit.AuditLog;
import dev.warren.web.Rejection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.UUID;
import org.hibernate.exception.ConstraintViolationException;

/// Makes users.
@ApplicationScoped
public class Accounts {

    private final PasswordHashing hashing;
    private final AuditLog audit;
    private final InstantSource clock;
    private final AccountsConfig config;

    Accounts(PasswordHashing hashing, AuditLog audit, InstantSource clock, AccountsConfig config) {
        this.config = config;
        this.hashing = hashing;
        this.audit = audit;
        this.clock = clock;
    }

    /// How many peers a user may have who makes them without an administrator.
    public int peerLimit(UUID userId) {
        var own = User.known(userId).peerLimit();
        return own == null ? config.peerLimit() : own;
    }

    /// Whether there is any user at all.
    public boolean exist() {
        return User.count() > 0;
    }

    /// The hash of a new password for [#create]. Takes some 40 ms, so it must not be computed in a transaction.
    public String hash(String password) {
        return hashing.hash(password);
    }

    /// Stores a new user in the caller's transaction. Name and password have been checked; throws a [Rejection] if
    /// somebody else has the name.
    public User create(String name, Role role, String passwordHash) {
        var user = new User(name, role, passwordHash, clock.instant());
        try {
            user.persistAndFlush();
        } catch (ConstraintViolationException e) {
            if ("users_name_key".equals(e.getConstraintName())) {
                throw Rejection.invalid("username", "There is a user with this name already.");
            }
            throw e;
        }
        audit.record("user.created", user.subject(), null, user.facts());
        return user;
    }
}
