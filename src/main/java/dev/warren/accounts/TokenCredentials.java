package dev.warren.accounts;

import dev.warren.web.Rejection;
import dev.warren.web.Visitor;
import dev.warren.web.Visitors;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Knows a program by its API token (RFC 6750), and lets it no farther than the token's scopes.
///
/// A second factor is not asked for: whoever made the token had passed it.
@Singleton
class TokenCredentials {

    private static final String SCHEME = "Bearer ";

    private final Visitors visitors;
    private final InstantSource clock;

    TokenCredentials(Visitors visitors, InstantSource clock) {
        this.visitors = visitors;
        this.clock = clock;
    }

    /// The request's token; empty if it has none that could be one of Warren's.
    Optional<Claim> claim(RoutingContext context) {
        return Optional.ofNullable(context.request().getHeader("Authorization"))
                .filter(header -> header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .flatMap(header ->
                        TokenText.parse(header.substring(SCHEME.length()).strip()))
                .map(token -> claim(token, context, visitors.of(context)));
    }

    private Claim claim(TokenText text, RoutingContext context, Visitor visitor) {
        return new Claim(
                RecentProofs.Key.of("token", visitor, text.text()),
                proof -> allows(scopes(proof.identity()), context),
                () -> proof(text, context, visitor));
    }

    private Proof proof(TokenText text, RoutingContext context, Visitor visitor) {
        return QuarkusTransaction.requiringNew().call(() -> {
            var token = ApiToken.of(text, clock.instant())
                    .orElseThrow(() -> Rejection.unauthorized("This token is unknown, expired or revoked."));
            token.touch(visitor, clock.instant());
            if (!allows(token.scopes(), context)) {
                throw Rejection.forbidden("The scopes of this token (%s) do not reach so far."
                        .formatted(String.join(", ", token.scopeNames())));
            }
            var end = token.expiresAt();
            return new Proof(Identities.byToken(token), end == null ? Instant.MAX : end);
        });
    }

    private static Set<Scope> scopes(SecurityIdentity identity) {
        return Objects.requireNonNull(identity.getAttribute(Identities.TOKEN), "who came by a token has its scopes");
    }

    private static boolean allows(Set<Scope> scopes, RoutingContext context) {
        return Scope.allow(scopes, context.request().method(), context.normalizedPath());
    }
}
