package dev.warren.accounts;

import dev.warren.audit.AuditFacts;
import dev.warren.audit.AuditLog;
import dev.warren.web.Rejection;
import dev.warren.web.Visitor;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/// Gives users a second factor and takes it away. Whoever changes their own proves their password each time: a stolen
/// session is not enough.
@ApplicationScoped
public class SecondFactors {

    private final Authenticator authenticator;
    private final RecoveryCodes recoveryCodes;
    private final AuditLog audit;
    private final InstantSource clock;

    SecondFactors(Authenticator authenticator, RecoveryCodes recoveryCodes, AuditLog audit, InstantSource clock) {
        this.authenticator = authenticator;
        this.recoveryCodes = recoveryCodes;
        this.audit = audit;
        this.clock = clock;
    }

    /// What an app needs to show codes.
    ///
    /// @param secret in base32, for typing
    /// @param uri    the same for a QR code
    public record Enrolment(String secret, String uri) {
        @Override
        public String toString() {
            return "Enrolment";
        }
    }

    /// Begins: makes a secret that counts for nothing until [#confirm]. Must not be called in a transaction.
    public Enrolment enrol(CurrentUser current, String password, Visitor visitor) {
        authenticator.confirmPassword(current, "password", password, visitor);
        return QuarkusTransaction.requiringNew().call(() -> {
            var user = User.known(current.id());
            if (user.secondFactor()) {
                throw Rejection.conflict("Your account has a second factor already. Remove it first.");
            }
            Totp.deleteById(user.id());
            Totp.flush();
            var totp = new Totp(user.id(), clock.instant());
            totp.persist();
            return new Enrolment(totp.secret(), totp.uri(user.name()));
        });
    }

    /// Turns it on with a first code, ends the other sessions, and returns the recovery codes, which nobody sees
    /// again.
    public List<String> confirm(CurrentUser current, String code, Visitor visitor) {
        return QuarkusTransaction.requiringNew().call(() -> {
            var user = User.known(current.id());
            var totp = Totp.of(user.id())
                    .filter(pending -> !pending.isConfirmed())
                    .orElseThrow(() -> Rejection.conflict("Begin with a new second factor first."));
            if (!totp.use(code.strip(), clock.instant())) {
                throw Rejection.invalid(
                        "code", "This is not the code of this moment. Check the clock of the device that shows it.");
            }
            totp.confirm();
            user.setSecondFactor(true, clock.instant());
            UserSession.endOthers(user.id(), current.sessionId());
            audit.record("user.second-factor-on", user.subject(), null, null);
            return recoveryCodes.renew(user.id());
        });
    }

    /// Makes new recovery codes. Must not be called in a transaction.
    public List<String> renewRecoveryCodes(CurrentUser current, String password, Visitor visitor) {
        authenticator.confirmPassword(current, "password", password, visitor);
        return QuarkusTransaction.requiringNew().call(() -> {
            var user = User.known(current.id());
            if (!user.secondFactor()) {
                throw Rejection.conflict("Your account has no second factor.");
            }
            audit.record("user.recovery-codes-renewed", user.subject(), null, null);
            return recoveryCodes.renew(user.id());
        });
    }

    /// How many recovery codes are left.
    public long recoveryCodesLeft(UUID userId) {
        return QuarkusTransaction.joiningExisting().call(() -> recoveryCodes.left(userId));
    }

    /// Turns one's own off. Must not be called in a transaction.
    public void remove(CurrentUser current, String password, Visitor visitor) {
        authenticator.confirmPassword(current, "password", password, visitor);
        QuarkusTransaction.requiringNew().run(() -> takeAway(User.known(current.id()), "user.second-factor-off"));
    }

    /// Turns somebody else's off, for an administrator: that user's sessions end.
    public void reset(CurrentUser current, UUID userId) {
        if (userId.equals(current.id())) {
            throw Rejection.conflict("Change this in your own account, which asks for your password.");
        }
        QuarkusTransaction.joiningExisting().run(() -> {
            var user = User.known(userId);
            takeAway(user, "user.second-factor-reset");
            UserSession.endOthers(userId, null);
        });
    }

    /// Uses up a code of the app or a recovery code in the caller's transaction.
    boolean passes(User user, String code, Visitor visitor) {
        if (Totp.confirmed(user.id())
                .filter(totp -> totp.use(code.strip(), clock.instant()))
                .isPresent()) {
            return true;
        }
        if (!recoveryCodes.use(user.id(), code)) {
            return false;
        }
        audit.record(
                Identities.actor(user, "session"),
                visitor,
                "user.recovery-code-used",
                user.subject(),
                null,
                new CodesLeft(recoveryCodes.left(user.id())));
        return true;
    }

    private record CodesLeft(long left) implements AuditFacts {}

    private void takeAway(User user, String action) {
        if (!user.secondFactor()) {
            throw Rejection.conflict("This account has no second factor.");
        }
        Totp.deleteById(user.id());
        recoveryCodes.forget(user.id());
        user.setSecondFactor(false, clock.instant());
        audit.record(action, user.subject(), null, null);
    }
}
