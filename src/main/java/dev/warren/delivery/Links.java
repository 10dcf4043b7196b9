package dev.warren.delivery;

import dev.warren.accounts.PasswordGate;
import dev.warren.audit.Actor;
import dev.warren.audit.AuditFacts;
import dev.warren.audit.AuditLog;
import dev.warren.audit.Subject;
import dev.warren.peers.Peer;
import dev.warren.peers.PeerDelivery;
import dev.warren.peers.PeerDelivery.Delivered;
import dev.warren.web.Rejection;
import dev.warren.web.Visitor;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Makes links to configurations, opens them, and takes them back. Each of that is a line in the audit log.
@ApplicationScoped
public class Links {

    private static final int MOST_OF_A_PEER = 20;
    private static final Actor SOMEBODY = Actor.visitor("whoever has the link");

    private final PeerDelivery delivery;
    private final PasswordGate passwords;
    private final AuditLog audit;
    private final InstantSource clock;

    Links(PeerDelivery delivery, PasswordGate passwords, AuditLog audit, InstantSource clock) {
        this.delivery = delivery;
        this.passwords = passwords;
        this.audit = audit;
        this.clock = clock;
    }

    /// A new link and the token that opens it, which is told this once.
    public record Issued(UUID id, String token, Instant expiresAt) {
        @Override
        public String toString() {
            return "Issued(…)";
        }
    }

    /// A link as it is listed: all but what opens it.
    ///
    /// @param lastUsedAt null if it never was
    /// @param madeBy who made it
    record Listed(
            UUID id,
            Instant createdAt,
            String madeBy,
            Instant expiresAt,
            int mostUses,
            int uses,
            @Nullable Instant lastUsedAt,
            boolean needsPassword) {

        static Listed of(ConfigLink link) {
            return new Listed(
                    link.id(),
                    link.createdAt(),
                    link.madeBy(),
                    link.expiresAt(),
                    link.mostUses(),
                    link.uses(),
                    link.lastUsedAt(),
                    link.passwordHash() != null);
        }
    }

    /// What a link hands out.
    ///
    /// @param usesLeft how often it will still do so
    public record Opened(Delivered delivered, int usesLeft) {}

    /// What the audit log keeps of a link.
    private record Facts(UUID link, Instant expiresAt, int usesLeft, boolean needsPassword) implements AuditFacts {

        static Facts of(ConfigLink link) {
            return new Facts(link.id(), link.expiresAt(), link.usesLeft(), link.passwordHash() != null);
        }
    }

    /// @param madeBy the name of whoever asks for it
    /// @throws Rejection if there is no such peer, or it has too many links
    @Transactional
    public Issued issue(UUID peerId, LinkTerms terms, String madeBy) {
        Peer peer = Peer.known(peerId);
        Instant now = clock.instant();
        if (ConfigLink.of(peerId, now).size() >= MOST_OF_A_PEER) {
            throw Rejection.conflict(
                    "%s has %d links already: take one back first.".formatted(peer.name(), MOST_OF_A_PEER));
        }
        LinkToken token = LinkToken.generate();
        var link = new ConfigLink(peer, token, terms, madeBy, now);
        link.persistAndFlush();
        audit.record("peer.link-made", subject(peer), null, Facts.of(link));
        return new Issued(link.id(), token.text(), link.expiresAt());
    }

    /// The links of a peer that have not expired, newest first.
    ///
    /// @throws Rejection if there is no such peer
    @Transactional
    List<Listed> list(UUID peerId) {
        Peer.known(peerId);
        return ConfigLink.of(peerId, clock.instant()).stream().map(Listed::of).toList();
    }

    /// @throws Rejection if the peer has no such link
    @Transactional
    void revoke(UUID peerId, UUID id) {
        ConfigLink link = ConfigLink.of(peerId, id)
                .orElseThrow(() -> Rejection.notFound("There is no such link. It may have expired."));
        audit.record("peer.link-revoked", subject(link.peer()), Facts.of(link), null);
        link.delete();
    }

    /// Whether a link wants a password. Uses nothing up.
    ///
    /// @throws Rejection if it does not work
    @Transactional
    boolean needsPassword(String token) {
        return opened(new LinkToken(token)).passwordHash() != null;
    }

    /// Uses a link once. Must not be called in a transaction.
    ///
    /// @throws Rejection 404 if it does not work, 401 or 429 if the password is not right
    public Opened open(String token, String password, Visitor visitor) {
        LinkToken key = new LinkToken(token);
        QuarkusTransaction.requiringNew().call(() -> Lock.of(opened(key))).require(this, password, visitor);
        return QuarkusTransaction.requiringNew().call(() -> {
            ConfigLink link = ConfigLink.openedAlone(key, clock.instant()).orElseThrow(Links::refusal);
            link.use(clock.instant());
            audit.record(SOMEBODY, visitor, "peer.link-used", subject(link.peer()), null, Facts.of(link));
            return new Opened(delivery.config(link.peer().id()), link.usesLeft());
        });
    }

    /// What stands before a link's configuration.
    private record Lock(UUID linkId, Subject peer, @Nullable String passwordHash) {

        static Lock of(ConfigLink link) {
            return new Lock(link.id(), subject(link.peer()), link.passwordHash());
        }

        void require(Links links, String password, Visitor visitor) {
            if (passwordHash == null) {
                return;
            }
            try {
                links.passwords.require("link " + linkId, passwordHash, password, visitor);
            } catch (Rejection e) {
                if (e.status() == 401) {
                    QuarkusTransaction.requiringNew()
                            .run(() -> links.audit.record(
                                    SOMEBODY, visitor, "peer.link-refused", peer, null, new Guess(linkId)));
                }
                throw e;
            }
        }
    }

    private record Guess(UUID link) implements AuditFacts {}

    /// What was used up stays listed until its time is over.
    @Scheduled(every = "1h", delayed = "11m", identity = "expired links")
    @Transactional
    void forgetExpired() {
        ConfigLink.delete("expiresAt <= ?1", clock.instant());
    }

    private ConfigLink opened(LinkToken token) {
        return ConfigLink.opened(token, clock.instant()).orElseThrow(Links::refusal);
    }

    private static Rejection refusal() {
        return Rejection.notFound("This link does not work, or not any more: ask for a new one.");
    }

    private static Subject subject(Peer peer) {
        return new Subject("peer", peer.id().toString(), peer.name());
    }
}
