package dev.warren.accounts;

import dev.warren.web.Visitor;
import dev.warren.web.Visitors;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.security.AuthenticationFailedException;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;

/// Knows a browser by its session cookie.
@Singleton
class SessionCredentials {

    private final Visitors visitors;
    private final InstantSource clock;

    SessionCredentials(Visitors visitors, InstantSource clock) {
        this.visitors = visitors;
        this.clock = clock;
    }

    /// The token of the request's cookie; empty if it has none that could be one of Warren's.
    Optional<Claim> claim(RoutingContext context) {
        return context.request().cookies(SessionCookie.NAME).stream()
                .flatMap(cookie -> SessionToken.parse(cookie.getValue()).stream())
                .findFirst()
                .map(token -> claim(token, visitors.of(context)));
    }

    private Claim claim(SessionToken token, Visitor visitor) {
        return new Claim(
                RecentProofs.Key.of("session", visitor, token.text()), proof -> true, () -> proof(token, visitor));
    }

    private Proof proof(SessionToken token, Visitor visitor) {
        return QuarkusTransaction.requiringNew().call(() -> {
            var session = UserSession.of(token, clock.instant())
                    .orElseThrow(() -> new AuthenticationFailedException("unknown or ended session"));
            session.touch(visitor, clock.instant());
            return new Proof(Identities.bySession(session), session.expiresAt());
        });
    }
}
