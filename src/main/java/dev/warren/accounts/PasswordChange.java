package dev.warren.accounts;

import dev.warren.audit.AuditLog;
import dev.warren.web.FieldErrors;
import dev.warren.web.Rejection;
import dev.warren.web.Visitor;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Gives users a new password: the old one is worth nothing from then on, and neither are their other sessions.
@Singleton
class PasswordChange {

    private final Authenticator authenticator;
    private final PasswordHashing hashing;
    private final AuditLog audit;
    private final InstantSource clock;

    PasswordChange(Authenticator authenticator, PasswordHashing hashing, AuditLog audit, InstantSource clock) {
        this.authenticator = authenticator;
        this.hashing = hashing;
        this.audit = audit;
        this.clock = clock;
    }

    /// Changes the password of whoever is signed in, who has to know the present one. Under the limit of
    /// sign-ins, for a stolen session must not be a way to guess. Must not be called in a transaction.
    ///
    /// @param field what the new password is called where it was typed
    void change(CurrentUser current, String field, String present, String chosen, Visitor visitor) {
        var errors = new FieldErrors();
        Passwords.check(field, chosen, current.name(), errors);
        errors.reject();
        authenticator.confirmPassword(current, "present", present, visitor);
        var hash = hashing.hash(chosen);
        QuarkusTransaction.requiringNew().run(() -> store(current.id(), current.sessionId(), hash));
    }

    /// Gives somebody else a new password, for an administrator: all sessions of that user end. Throws a
    /// [Rejection] with the field `password`. Must not be called in a transaction.
    void set(CurrentUser current, UUID userId, String chosen) {
        if (userId.equals(current.id())) {
            throw Rejection.invalid("password", "Change this in your own account, which asks for your password.");
        }
        var name =
                QuarkusTransaction.requiringNew().call(() -> User.known(userId).name());
        var errors = new FieldErrors();
        Passwords.check("password", chosen, name, errors);
        errors.reject();
        var hash = hashing.hash(chosen);
        QuarkusTransaction.requiringNew().run(() -> store(userId, null, hash));
    }

    private void store(UUID userId, @Nullable UUID session, String hash) {
        var user = User.known(userId);
        user.changePassword(hash, clock.instant());
        UserSession.endOthers(userId, session);
        audit.record("user.password-changed", user.subject(), null, null);
    }
}
