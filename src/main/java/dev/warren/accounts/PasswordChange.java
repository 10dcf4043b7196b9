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

    /// Changes the password of whoever is signed in, who has to know the present one. Under the limit of sign-ins,
    /// for a stolen session must not be a way to guess. Must not be called in a transaction.
    void change(CurrentUser current, String present, String chosen, Visitor visitor) {
        var errors = new FieldErrors();
        Passwords.check("chosen", chosen, current.name(), errors);
        errors.reject();
        var attempt = new Attempt(current.name(), present, visitor);
        var claimed = QuarkusTransaction.requiringNew().call(() -> Authenticator.claimed(attempt));
        try {
            authenticator.check(claimed, attempt);
        } catch (Rejection e) {
            if (Authenticator.isWrong(e)) {
                throw Rejection.invalid("present", "This is not your present password.");
            }
            throw e;
        }
        var hash = hashing.hash(chosen);
        QuarkusTransaction.requiringNew().run(() -> store(current.id(), current.sessionId(), hash));
    }

    private void store(UUID userId, @Nullable UUID session, String hash) {
        User user = User.findById(userId);
        if (user == null) {
            throw Rejection.notFound("This user is gone.");
        }
        user.changePassword(hash, clock.instant());
        UserSession.endOthers(userId, session);
        audit.record("user.password-changed", user.subject(), null, null);
    }
}
