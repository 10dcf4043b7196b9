package dev.warren.accounts;

import dev.warren.audit.Actor;
import dev.warren.audit.AuditLog;
import dev.warren.audit.Subject;
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
import java.util.UUID;

/// Begins and ends sessions.
@ApplicationScoped
public class SignIn {

    private final Authenticator authenticator;
    private final AuditLog audit;
    private final InstantSource clock;
    private final WebConfig web;

    SignIn(Authenticator authenticator, AuditLog audit, InstantSource clock, WebConfig web) {
        this.authenticator = authenticator;
        this.audit = audit;
        this.clock = clock;
        this.web = web;
    }

    /// Begins a session and returns the cookie that carries it.
    ///
    /// Throws a [Rejection]: 401 for a wrong name or password, 429 after too many failures, 503 when too many sign
    /// in at once, 403 over http when Warren was told to insist on https. Takes some 40 ms and must not be called
    /// in a transaction.
    ///
    /// @param remember whether the session outlives the browser's window
    public NewCookie attempt(String username, String password, boolean remember, Visitor visitor) {
        if (!visitor.secure() && web.insecure().equals(Optional.of(false))) {
            throw Rejection.forbidden(
                    "Warren was told INSECURE=false, and this page came by http: sign in by https, or set INSECURE=true.");
        }
        var attempt = new Attempt(username, password, visitor);
        var claimed = QuarkusTransaction.requiringNew().call(() -> Authenticator.claimed(attempt));
        var user = authenticator.check(claimed, attempt);
        var token = QuarkusTransaction.requiringNew().call(() -> begin(user.id(), remember, visitor));
        return SessionCookie.of(token, remember, visitor, web);
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

    private SessionToken begin(UUID userId, boolean remember, Visitor visitor) {
        User user = User.findById(userId);
        if (user == null || !user.enabled()) {
            throw Rejection.unauthorized("The user name or the password is not right.");
        }
        var token = SessionToken.generate();
        var session = new UserSession(user, token, remember, visitor, clock.instant());
        session.persist();
        audit.record(
                new Actor(user.id(), user.name(), "session"),
                visitor,
                "user.signed-in",
                user.subject(),
                null,
                new SessionFacts(session.device(), remember));
        return token;
    }

    private record SessionFacts(String device, boolean remember) {}
}
