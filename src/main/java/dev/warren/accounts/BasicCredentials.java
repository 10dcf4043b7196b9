package dev.warren.accounts;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.warren.audit.AuditLog;
import dev.warren.web.Rejection;
import dev.warren.web.Visitor;
import dev.warren.web.Visitors;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;

/// Knows a program by the user name and password that it sends with every call, as wg-easy's API has it (RFC 7617).
@Singleton
class BasicCredentials {

    private static final String SCHEME = "Basic ";

    private static final long MOST_NOTED = 10_000;

    private final Authenticator authenticator;
    private final AuditLog audit;
    private final Visitors visitors;

    /// Users and addresses whose sign-in of this day stands in the audit log.
    private final Cache<String, Boolean> noted;

    BasicCredentials(Authenticator authenticator, AuditLog audit, Visitors visitors, InstantSource clock) {
        this.authenticator = authenticator;
        this.audit = audit;
        this.visitors = visitors;
        this.noted = Caffeine.newBuilder()
                .maximumSize(MOST_NOTED)
                .expireAfterWrite(Duration.ofDays(1))
                .ticker(() -> Duration.between(Instant.EPOCH, clock.instant()).toNanos())
                .build();
    }

    /// Whether the request tries this way, with whatever success.
    static boolean tried(RoutingContext context) {
        return encoded(context).isPresent();
    }

    /// The request's name and password; empty if it has none that can be read.
    Optional<Claim> claim(RoutingContext context) {
        return encoded(context)
                .flatMap(encoded -> attempt(encoded, visitors.of(context)))
                .map(this::claim);
    }

    private Claim claim(Attempt attempt) {
        var credentials = attempt.username() + ":" + attempt.password();
        return new Claim(
                RecentProofs.Key.of("basic", attempt.visitor(), credentials),
                proof -> !authenticator.pauses(attempt.visitor()),
                () -> proof(attempt));
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

    private Proof proof(Attempt attempt) {
        var claimed = QuarkusTransaction.requiringNew().call(() -> Authenticator.claimed(attempt));
        var user = claimed.filter(known -> authenticator.remembers(known, attempt))
                .orElseGet(() -> authenticator.check(claimed, attempt));
        if (user.secondFactor()) {
            throw Rejection.unauthorized(
                    "This account has a second factor, so a password alone is not enough: use an API"
                            + " token (Authorization: Bearer …).");
        }
        note(user, attempt.visitor());
        return new Proof(Identities.byPassword(user), Instant.MAX);
    }

    /// A program that asks every few seconds signs in once a day, as far as the audit log is concerned.
    private void note(User user, Visitor visitor) {
        if (noted.asMap().putIfAbsent(user.id() + " " + visitor.addressText(), true) == null) {
            QuarkusTransaction.requiringNew()
                    .run(() -> audit.record(
                            Identities.actor(user, "basic"), visitor, "user.signed-in", user.subject(), null, null));
        }
    }
}
