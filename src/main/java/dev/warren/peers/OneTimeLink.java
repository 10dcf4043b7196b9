package dev.warren.peers;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.LockModeType;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.UuidGenerator;

/// A link that hands out the configuration of a peer once. Who has it needs no account, so only its hash is kept.
@Entity
@Table(name = "one_time_link")
public class OneTimeLink extends PanacheEntityBase {

    private static final Duration LIFE = Duration.ofMinutes(5);
    private static final int RANDOM_BYTES = 20;
    private static final SecureRandom RANDOM = new SecureRandom();

    @Id
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    private UUID id;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "peer_id")
    private Peer peer;

    @Column(name = "token_hash")
    private byte[] tokenHash;

    @Column(name = "expires_at")
    private Instant expiresAt;

    @Column(name = "created_at")
    private Instant createdAt;

    protected OneTimeLink() {}

    private OneTimeLink(Peer peer, String token, Instant now) {
        this.peer = peer;
        this.tokenHash = hash(token);
        this.createdAt = now;
        this.expiresAt = now.plus(LIFE);
    }

    /// The last part of a link's path, which exists nowhere else, and how long it works.
    public record Issued(String token, Instant expiresAt) {
        @Override
        public String toString() {
            return "Issued(…)";
        }
    }

    /// Makes a link for `peer`; an older one of it ends.
    static Issued issue(Peer peer, Instant now) {
        delete("peer = ?1 or expiresAt <= ?2", peer, now);
        byte[] random = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(random);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        var link = new OneTimeLink(peer, token, now);
        link.persistAndFlush();
        return new Issued(token, link.expiresAt);
    }

    /// Uses the link up. Two who come at once don't both get the peer.
    static Optional<Peer> redeem(String token, Instant now) {
        Optional<OneTimeLink> link = find("tokenHash", hash(token))
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
        link.ifPresent(PanacheEntityBase::delete);
        return link.filter(found -> now.isBefore(found.expiresAt)).map(found -> found.peer);
    }

    private static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
