package dev.warren.peers;

import dev.warren.audit.AuditLog;
import dev.warren.audit.Subject;
import dev.warren.interfaces.WgInterface;
import dev.warren.web.Rejection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Changes of peers, each in one transaction: the row, the line in the audit log, and the engine, or none of them.
///
/// The peer's row is locked first, so that two changes of one peer reach the engine in the order in which they are
/// committed.
@ApplicationScoped
public class PeerChanges {

    private final Gatekeeper gatekeeper;
    private final AuditLog audit;
    private final InstantSource clock;

    PeerChanges(Gatekeeper gatekeeper, AuditLog audit, InstantSource clock) {
        this.gatekeeper = gatekeeper;
        this.audit = audit;
        this.clock = clock;
    }

    /// @param interfaceId null for the only or first interface
    /// @throws Rejection if the form is wrong, or contradicts what is there
    @Transactional
    public Member create(@Nullable UUID interfaceId, PeerForm form) {
        WgInterface wg = (interfaceId == null
                        ? WgInterface.first()
                        : WgInterface.<WgInterface>findByIdOptional(interfaceId))
                .orElseThrow(() -> Rejection.conflict("There is no such interface: set one up first."));
        Peer peer = Peer.create(wg, form.draft(wg, null, clock));
        return done(peer, "peer.created", null);
    }

    /// @throws Rejection if there is no such peer, or the form is wrong or contradicts what is there
    @Transactional
    public Member change(UUID id, PeerForm form) {
        Peer peer = locked(id);
        Facts before = Facts.of(peer);
        peer.change(form.draft(peer.wg(), peer, clock));
        return done(peer, "peer.changed", before);
    }

    /// @throws Rejection if there is no such peer, or its time is over
    @Transactional
    public Member enable(UUID id) {
        Peer peer = locked(id);
        Facts before = Facts.of(peer);
        peer.enable(clock.instant());
        return done(peer, "peer.enabled", before);
    }

    /// @throws Rejection if there is no such peer
    @Transactional
    public Member disable(UUID id) {
        Peer peer = locked(id);
        Facts before = Facts.of(peer);
        peer.disable();
        return done(peer, "peer.disabled", before);
    }

    /// @throws Rejection if there is no such peer
    @Transactional
    public void delete(UUID id) {
        Peer peer = locked(id);
        Facts before = Facts.of(peer);
        peer.deleteNow();
        audit.record("peer.deleted", subject(peer), before, null);
        gatekeeper.deleted(peer);
    }

    private Member done(Peer peer, String action, @Nullable Facts before) {
        audit.record(action, subject(peer), before, Facts.of(peer));
        gatekeeper.changed(peer);
        return Member.of(peer);
    }

    private static Peer locked(UUID id) {
        Peer peer = Peer.findById(id, LockModeType.PESSIMISTIC_WRITE);
        if (peer == null) {
            throw Rejection.notFound("There is no such peer. Somebody may have deleted it.");
        }
        return peer;
    }

    static Subject subject(Peer peer) {
        return new Subject("peer", peer.id().toString(), peer.name());
    }

    /// What the audit log keeps of a peer.
    private record Facts(
            String name,
            String notes,
            String publicKey,
            String ipv4,
            String ipv6,
            @Nullable String allowedIps,
            @Nullable String dns,
            @Nullable Integer mtu,
            @Nullable Integer keepalive,
            @Nullable String endpoint,
            String networks,
            boolean enabled,
            @Nullable Instant expiresAt) {

        static Facts of(Peer peer) {
            Member member = Member.of(peer);
            return new Facts(
                    peer.name(),
                    peer.notes(),
                    peer.publicKey(),
                    Objects.toString(member.ipv4(), ""),
                    Objects.toString(member.ipv6(), ""),
                    Objects.toString(peer.allowedIps(), null),
                    Objects.toString(peer.dns(), null),
                    peer.mtu(),
                    peer.keepalive(),
                    Objects.toString(peer.endpoint(), null),
                    peer.networks().toString(),
                    peer.enabled(),
                    peer.expiresAt());
        }
    }
}
