package dev.warren.delivery;

import dev.warren.peers.Peer;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.LockModeType;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.UuidGenerator;
import org.jspecify.annotations.Nullable;

/// A link that hands out the configuration of a peer, some number of times until some moment. Who has it needs no
/// account, so only its hash is kept.
@Entity
@Table(name = "config_link")
public class ConfigLink extends PanacheEntityBase {

    @Id
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    private UUID id;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "peer_id")
    private Peer peer;

    @Column(name = "token_hash")
    private byte[] tokenHash;

    @Column(name = "password_hash")
    private @Nullable String passwordHash;

    @Column(name = "most_uses")
    private int mostUses;

    private int uses;

    @Column(name = "made_by")
    private String madeBy;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "expires_at")
    private Instant expiresAt;

    @Column(name = "last_used_at")
    private @Nullable Instant lastUsedAt;

    protected ConfigLink() {}

    ConfigLink(Peer peer, LinkToken token, LinkTerms terms, String madeBy, Instant now) {
        this.peer = peer;
        this.tokenHash = token.hash();
        this.passwordHash = terms.passwordHash();
        this.mostUses = terms.uses();
        this.madeBy = madeBy;
        this.createdAt = now;
        this.expiresAt = now.plus(terms.life());
    }

    /// The link that this token opens at `now`.
    static Optional<ConfigLink> opened(LinkToken token, Instant now) {
        return working(find("tokenHash", token.hash()).singleResultOptional(), now);
    }

    /// The same, and until the end of the transaction nobody else's: two who come at once don't both get the last
    /// use.
    static Optional<ConfigLink> openedAlone(LinkToken token, Instant now) {
        return working(
                find("tokenHash", token.hash())
                        .withLock(LockModeType.PESSIMISTIC_WRITE)
                        .singleResultOptional(),
                now);
    }

    private static Optional<ConfigLink> working(Optional<ConfigLink> found, Instant now) {
        return found.filter(link -> link.uses < link.mostUses && now.isBefore(link.expiresAt));
    }

    /// All of a peer that time has not ended, newest first.
    static List<ConfigLink> of(UUID peerId, Instant now) {
        return list("peer.id = ?1 and expiresAt > ?2 order by createdAt desc, id desc", peerId, now);
    }

    static Optional<ConfigLink> of(UUID peerId, UUID id) {
        return find("peer.id = ?1 and id = ?2", peerId, id).singleResultOptional();
    }

    void use(Instant now) {
        uses++;
        lastUsedAt = now;
    }

    UUID id() {
        return id;
    }

    Peer peer() {
        return peer;
    }

    @Nullable String passwordHash() {
        return passwordHash;
    }

    int mostUses() {
        return mostUses;
    }

    int uses() {
        return uses;
    }

    int usesLeft() {
        return mostUses - uses;
    }

    String madeBy() {
        return madeBy;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant expiresAt() {
        return expiresAt;
    }

    @Nullable Instant lastUsedAt() {
        return lastUsedAt;
    }
}
