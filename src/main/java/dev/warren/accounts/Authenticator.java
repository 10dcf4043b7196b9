package dev.warren.accounts;

import dev.warren.audit.Actor;
import dev.warren.audit.AuditLog;
import dev.warren.audit.Subject;
import dev.warren.web.Figures;
import dev.warren.web.Rejection;
import dev.warren.web.Visitor;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/// Checks names, passwords and second factors, for the sign-in page and for HTTP Basic, under one limit.
///
/// Every failure is one line in the log, for which `src/docs/sign-in.md` has a fail2ban filter: `Sign-in failed from
/// 203.0.113.7: wrong name or password (user "anna")`.
@Singleton
class Authenticator {

    private static final Logger LOG = Logger.getLogger("dev.warren.accounts.signin");

    private final PasswordHashing hashing;
    private final AuditLog audit;
    private final SignInLimit limit;
    private final RememberedPasswords remembered;

    Authenticator(PasswordHashing hashing, AuditLog audit, InstantSource clock) {
        this.hashing = hashing;
        this.audit = audit;
        this.limit = new SignInLimit(clock);
        this.remembered = new RememberedPasswords(clock);
    }

    /// The user that an attempt names, if there is one who may sign in. One query; what it finds proves nothing
    /// yet.
    static Optional<User> claimed(Attempt attempt) {
        return attempt.isPossible() ? User.named(attempt.username().strip()).filter(User::enabled) : Optional.empty();
    }

    /// Whether this visitor gave this password for this user a short time ago and it was right.
    boolean remembers(User user, Attempt attempt) {
        return !pauses(attempt.visitor())
                && remembered.knows(user.id(), user.passwordHash(), attempt.visitor(), attempt.password());
    }

    /// Whether all attempts from where this visitor is are refused at the moment.
    boolean pauses(Visitor visitor) {
        return limit.pause(SignInLimit.network(visitor.network())).isPresent();
    }

    /// The user whose password this is. Throws the [Rejection]: 401 wrong, 429 too many failures, 503 too many at
    /// once. Takes some 40 ms and must not be called in a transaction.
    User check(Optional<User> claimed, Attempt attempt) {
        refuseIfPaused(attempt);
        if (!matches(claimed, attempt)) {
            var rejection = failed(attempt, "wrong name or password", "The user name or the password is not right.");
            recordFailure(attempt);
            throw rejection;
        }
        var user = claimed.orElseThrow();
        remembered.remember(user.id(), user.passwordHash(), attempt.visitor(), attempt.password());
        return user;
    }

    /// Makes sure that whoever is signed in knows their password. Under the limit of sign-ins, for a stolen
    /// session must not be a way to guess. Throws a [Rejection] 422 at `field`. Must not be called in a
    /// transaction.
    void confirmPassword(CurrentUser current, String field, String password, Visitor visitor) {
        var attempt = new Attempt(current.name(), password, visitor);
        var claimed = QuarkusTransaction.requiringNew().call(() -> claimed(attempt));
        try {
            check(claimed, attempt);
        } catch (Rejection e) {
            if (isWrong(e)) {
                throw Rejection.invalid(field, "This is not your present password.");
            }
            throw e;
        }
    }

    /// Lets `proof` judge the second factor of a user whose password was right, under the same limit as
    /// passwords. Throws the [Rejection]: 401 wrong, 429 too many failures. Must not be called in a transaction.
    ///
    /// @param proof is asked in a transaction
    void checkCode(User user, Visitor visitor, BooleanSupplier proof) {
        var attempt = new Attempt(user.name(), "", visitor);
        refuseIfPaused(attempt);
        var wrong = QuarkusTransaction.requiringNew().call(() -> {
            // One after another: a code that came together with many is judged after their failures were counted.
            Totp.lock(user.id());
            refuseIfPaused(attempt);
            return proof.getAsBoolean()
                    ? Optional.<Rejection>empty()
                    : Optional.of(failed(attempt, "wrong code", "This code is not right, or it was used before."));
        });
        if (wrong.isPresent()) {
            recordFailure(attempt);
            throw wrong.get();
        }
    }

    private boolean matches(Optional<User> claimed, Attempt attempt) {
        // What waits in line when the limit is reached leaves it unchecked: guesses in a loop slow nobody else.
        Runnable stillAllowed = () -> refuseIfPaused(attempt);
        if (claimed.isPresent()) {
            return hashing.matches(claimed.get().passwordHash(), attempt.password(), stillAllowed);
        }
        hashing.matchesNobody(attempt.isPossible() ? attempt.password() : "", stillAllowed);
        return false;
    }

    /// Whether a check failed because of a wrong name or password, and not because of the limit or the load.
    private static boolean isWrong(Throwable failure) {
        return failure instanceof Rejection rejection && rejection.status() == 401;
    }

    /// Puts a wrong name or password into the audit log, in a transaction of its own.
    private void recordFailure(Attempt attempt) {
        var visitor = Actor.visitor(attempt.username().strip());
        QuarkusTransaction.requiringNew()
                .run(() -> audit.record(
                        visitor,
                        attempt.visitor(),
                        "user.sign-in-failed",
                        User.named(visitor.name())
                                .map(User::subject)
                                .orElseGet(() -> new Subject("user", "", visitor.name())),
                        null,
                        null));
    }

    private void refuseIfPaused(Attempt attempt) {
        for (var key : keys(attempt)) {
            var wait = limit.pause(key);
            if (wait.isPresent()) {
                log(attempt, "too many failures");
                throw tooMany(wait.get());
            }
        }
    }

    private Rejection failed(Attempt attempt, String why, String sentence) {
        log(attempt, why);
        for (var key : keys(attempt)) {
            if (limit.failed(key)) {
                LOG.warnf("Sign-in paused for %d minutes: %s", SignInLimit.PAUSE.toMinutes(), printable(key));
            }
        }
        return Rejection.unauthorized(sentence);
    }

    private static List<String> keys(Attempt attempt) {
        return List.of(SignInLimit.network(attempt.visitor().network()), SignInLimit.account(attempt.username()));
    }

    private static Rejection tooMany(Duration wait) {
        var minutes = Duration.ofMinutes(Math.max(1, Math.ceilDiv(wait.toSeconds(), 60)));
        return Rejection.tooMany("Too many failed sign-ins. Try again in %s.".formatted(Figures.age(minutes)), wait);
    }

    private static void log(Attempt attempt, String why) {
        // The address comes first and the name last, so that nobody writes another address into the line by their name.
        LOG.warnf(
                "Sign-in failed from %s: %s (user \"%s\")",
                attempt.visitor().addressText(), why, printable(attempt.username()));
    }

    private static String printable(String name) {
        var cut = name.substring(0, Math.min(name.length(), Attempt.LONGEST_NAME));
        return cut.replaceAll("[^\\p{L}\\p{N} ._@+/:-]", "?");
    }
}
