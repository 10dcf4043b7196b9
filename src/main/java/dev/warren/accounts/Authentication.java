package dev.warren.accounts;

import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/// Finds out who asks, by the credentials of the request: a token, or a user name and password, that a program sends
/// with every call, or else a browser's session cookie.
///
/// What was proved within the last second is believed at once. Anything else is proved on a virtual thread of its own,
/// so that one which waits for its password to be hashed holds up nobody.
@ApplicationScoped
class Authentication implements HttpAuthenticationMechanism {

    private final TokenCredentials tokens;
    private final BasicCredentials basic;
    private final SessionCredentials sessions;
    private final RecentProofs recent;
    private final Refusals refusals;
    private final ExecutorService threads;

    Authentication(
            TokenCredentials tokens,
            BasicCredentials basic,
            SessionCredentials sessions,
            RecentProofs recent,
            Refusals refusals,
            @VirtualThreads ExecutorService threads) {
        this.tokens = tokens;
        this.basic = basic;
        this.sessions = sessions;
        this.recent = recent;
        this.refusals = refusals;
        this.threads = threads;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager identities) {
        return claim(context)
                .map(claim -> recent.find(claim.key())
                        .filter(claim.enough())
                        .map(proof -> Uni.createFrom().item(proof.identity()))
                        .orElseGet(() -> proved(claim, context)))
                .orElseGet(() -> Uni.createFrom().nullItem());
    }

    private Optional<Claim> claim(RoutingContext context) {
        return tokens.claim(context).or(() -> basic.claim(context)).or(() -> sessions.claim(context));
    }

    private Uni<SecurityIdentity> proved(Claim claim, RoutingContext context) {
        var eventLoop = Objects.requireNonNull(Vertx.currentContext(), "requests are read on an event loop");
        return Uni.createFrom()
                .item(() -> recent.prove(claim.key(), claim.proved()).identity())
                .runSubscriptionOn(threads)
                .onFailure()
                .recoverWithUni(failure -> refusals.keep(context, failure))
                .emitOn(task -> eventLoop.runOnContext(_ -> task.run()));
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return refusals.challenge(context);
    }

    @Override
    public Uni<Boolean> sendChallenge(RoutingContext context) {
        return refusals.send(context);
    }
}
