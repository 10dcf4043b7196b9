package dev.warren.accounts;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/// Users and sessions for tests. Every user has a name of their own, so tests don't disturb one another.
@ApplicationScoped
public class TestAccounts {

    public static final String PASSWORD = "correct horse battery";

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final String HASH = Argon2id.hash(PASSWORD);

    private final RecoveryCodes recoveryCodes;
    private final InstantSource clock;

    TestAccounts(RecoveryCodes recoveryCodes, InstantSource clock) {
        this.recoveryCodes = recoveryCodes;
        this.clock = clock;
    }

    /// A new user whose password is [#PASSWORD].
    public User user(Role role) {
        return QuarkusTransaction.requiringNew().call(() -> {
            var user = new User(role.text() + COUNT.incrementAndGet(), role, HASH, clock.instant());
            user.persist();
            return user;
        });
    }

    /// The value of the cookie of a new session of this user.
    public String session(User user) {
        return QuarkusTransaction.requiringNew().call(() -> {
            var token = SessionToken.generate();
            User stored = User.findById(user.id());
            new UserSession(stored, token, false, TestVisitors.at("192.0.2.1"), clock.instant()).persist();
            return token.text();
        });
    }

    /// The value of the cookie of a new user with this role.
    public String session(Role role) {
        return session(user(role));
    }

    /// A recovery code of the user with this name, whose second factor is thereby on.
    public String recoveryCode(String name) {
        return QuarkusTransaction.requiringNew().call(() -> {
            var user = User.named(name).orElseThrow();
            user.setSecondFactor(true, clock.instant());
            return recoveryCodes.renew(user.id()).getFirst();
        });
    }

    public void disable(UUID id) {
        QuarkusTransaction.requiringNew().run(() -> User.update("enabled = false where id = ?1", id));
    }

    public void changePassword(UUID id, String password) {
        var hash = Argon2id.hash(password);
        QuarkusTransaction.requiringNew().run(() -> User.<User>findById(id).changePassword(hash, clock.instant()));
    }
}
