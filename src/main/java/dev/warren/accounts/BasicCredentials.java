package dev.warren.accounts;

import dev.warren.web.Visitor;
import dev.warren.web.Visitors;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;

/// Knows a program by the user name and password that it sends with every call, as wg-easy's API has it (RFC 7617).
@Singleton
class BasicCredentials {

    private static final String SCHEME = "Basic ";

    private final Authenticator authenticator;
    private final Visitors visitors;

    BasicCredentials(Authenticator authenticator, Visitors visitors) {
        this.authenticator = authenticator;
        this.visitors = visitors;
    }

    /// Whether the request tries this way, with whatever success.
    static boolean tried(RoutingContext context) {
        return encoded(context).isPresent();
    }

    /// What finds the user of the request's name and password; empty if it has none that can be read.
    Optional<Supplier<SecurityIdentity>> proof(RoutingContext context) {
        return encoded(context)
                .flatMap(encoded -> attempt(encoded, visitors.of(context)))
                .map(attempt -> () -> identity(attempt));
    }

    private static Optional<String> encoded(RoutingContext context) {
        return Optional.ofNullable(context.request().getHeader("Authorization"))
                .filter(header -> header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(header -> header.substring(SCHEME.length()).strip());
    }

    private static Optional<Attempt> attempt(String encoded, Visitor visitor) {
        try {
            var text = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            var colon = text.indexOf(':');
            return colon < 0
                    ? Optional.empty()
                    : Optional.of(new Attempt(text.substring(0, colon), text.substring(colon + 1), visitor));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private SecurityIdentity identity(Attempt attempt) {
        var claimed = QuarkusTransaction.requiringNew().call(() -> Authenticator.claimed(attempt));
        if (claimed.isPresent() && authenticator.remembers(claimed.get(), attempt)) {
            return Identities.byPassword(claimed.get());
        }
        return Identities.byPassword(authenticator.check(claimed, attempt));
    }
}
