package dev.warren.accounts;

import dev.warren.audit.AuditFacts;
import dev.warren.audit.AuditLog;
import dev.warren.audit.Subject;
import dev.warren.web.Languages;
import dev.warren.web.Rejection;
import dev.warren.web.Visitor;
import dev.warren.web.WebConfig;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.core.NewCookie;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Begins and ends sessions.
@ApplicationScoped
public class SignIn {

    private final Authenticator authenticator;
    private final SecondFactors secondFactors;
    private final PendingSignIns pending;
    private final AuditLog audit;
    private final InstantSource clock;
    private final WebConfig web;
    private final Languages languages;

    SignIn(
            Authenticator authenticator,
            SecondFactors secondFactors,
            PendingSignIns pending,
            AuditLog audit,
            InstantSource clock,
            WebConfig web,
            Languages languages) {
        this.authenticator = authenticator;
        this.secondFactors = secondFactors;
        this.pending = pending;
        this.audit = audit;
        this.clock = clock;
        this.web = web;
        this.languages = languages;
    }

    /// What a right password leads to.
    public sealed interface Step {

        /// The session has begun; this cookie carries it.
        record Done(NewCookie cookie) implements Step {}

        /// The second factor is still to come; this cookie says for whom.
        record CodeWanted(NewCookie cookie, String token) implements Step {
            @Override
            public String toString() {
                return "CodeWanted";
            }
        }
    }

    /// Begins a session, or asks for the second factor of an account that has one.
    ///
    /// Throws a [Rejection]: 401 for a wrong name or password, 429 after too many failures, 503 when too many
    /// sign in at once, 403 over http when Warren was told to insist on https. Takes some 40 ms and must not be
    /// called in a transaction.
    ///
    /// @param remember whether the session outlives the browser's window
    public Step begin(String username, String password, boolean remember, Visitor visitor) {
        if (!visitor.secure() && web.insecure().equals(Optional.of(false))) {
            throw Rejection.forbidden(
                    "Warren was told INSECURE=false, and this page came by http: sign in by https, or set INSECURE=true.");
        }
        var attempt = new Attempt(username, password, visitor);
        var claimed = QuarkusTransaction.requiringNew().call(() -> Authenticator.claimed(attempt));
        var user = authenticator.check(claimed, attempt);
        if (user.secondFactor()) {
            var token = pending.add(user, remember);
            return new Step.CodeWanted(SessionCookie.pending(token, visitor, web), token.text());
        }
        var token = QuarkusTransaction.requiringNew().call(() -> start(user, remember, visitor));
        return new Step.Done(SessionCookie.of(token, remember, visitor, web));
    }

    /// Whether a cookie's password was right a short time ago, so that a code may follow.
    boolean isPending(@Nullable String token) {
        return token != null && pending.find(token).isPresent();
    }

    /// Begins the session of somebody whose password was right, by a code of their app or a recovery code. Throws
    /// a [Rejection]: 401 for a wrong code, 403 if too much time has passed since the password, 429 after too
    /// many failures. Must not be called in a transaction.
    public NewCookie finish(String token, String code, Visitor visitor) {
        var waiting = pending.find(token).orElseThrow(SignIn::tooLate);
        User user = QuarkusTransaction.requiringNew().call(() -> User.findById(waiting.userId()));
        if (user == null || !user.enabled() || !user.passwordHash().equals(waiting.passwordHash())) {
            throw tooLate();
        }
        authenticator.checkCode(user, visitor, () -> secondFactors.passes(user, code, visitor));
        if (!pending.finish(token)) {
            throw tooLate();
        }
        var session = QuarkusTransaction.requiringNew().call(() -> start(user, waiting.remember(), visitor));
        return SessionCookie.of(session, waiting.remember(), visitor, web);
    }

    private static Rejection tooLate() {
        return Rejection.forbidden("It is too long ago that you gave your password. Sign in once more.");
    }

    /// Ends the session; a cookie that still carries it is worth nothing from now on.
    @Transactional
    public void end(CurrentUser current) {
        var session = current.sessionId();
        if (session != null && UserSession.end(session) > 0) {
            audit.record("user.signed-out", new Subject("user", current.id().toString(), current.name()), null, null);
        }
    }

    @Scheduled(every = "1h", delayed = "10m", identity = "expired sessions")
    @Transactional
    void forgetExpired() {
        UserSession.delete("expiresAt <= ?1", clock.instant());
    }

    private SessionToken start(User known, boolean remember, Visitor visitor) {
        User user = User.findById(known.id());
        if (user == null || !user.enabled()) {
            throw Rejection.unauthorized("The user name or the password is not right.");
        }
        var token = SessionToken.generate();
        var session = new UserSession(user, token, remember, visitor, clock.instant());
        session.persist();
        user.signedIn(languages.stated().orElse(null), clock.instant());
        audit.record(
                Identities.actor(user, "session"),
                visitor,
                "user.signed-in",
                user.subject(),
                null,
                new SessionFacts(session.device(), remember));
        return token;
    }

    private record SessionFacts(String device, boolean remember) implements AuditFacts {}
}
