package dev.warren.peers;

import dev.warren.audit.AuditLog;
import dev.warren.interfaces.InterfacesConfig;
import dev.warren.web.Rejection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Hands out configurations: to those who may see them, and to whoever has a link.
@ApplicationScoped
public class PeerDelivery {

    private final InterfacesConfig settings;
    private final AuditLog audit;
    private final InstantSource clock;

    PeerDelivery(InterfacesConfig settings, AuditLog audit, InstantSource clock) {
        this.settings = settings;
        this.audit = audit;
        this.clock = clock;
    }

    /// A configuration with the names that go with it.
    ///
    /// @param name the peer's
    /// @param fileName safe on every system
    public record Delivered(String name, String fileName, ClientConfig config) {

        static Delivered of(Peer peer, boolean ipv6) {
            return new Delivered(peer.name(), FileName.of(peer.name()) + ".conf", ClientConfig.of(peer, ipv6));
        }

        /// @throws Rejection if the configuration is too long for a QR code
        public QrCode qrCode() {
            try {
                return QrCode.of(config.text());
            } catch (IllegalArgumentException e) {
                throw Rejection.conflict(String.valueOf(e.getMessage()));
            }
        }
    }

    /// @throws Rejection if there is no such peer
    @Transactional
    public Delivered config(UUID peerId) {
        return Delivered.of(PeerPages.existing(peerId), settings.ipv6());
    }

    /// The configurations of many peers, in this order.
    ///
    /// @throws Rejection if one of them is not there; with its id
    @Transactional
    public List<ClientConfig> configs(List<UUID> peerIds) {
        Map<UUID, Peer> found = Peer.<Peer>stream("from Peer p join fetch p.wg where p.id in ?1", peerIds)
                .collect(Collectors.toMap(Peer::id, Function.identity()));
        peerIds.stream().filter(id -> !found.containsKey(id)).findFirst().ifPresent(id -> {
            throw Rejection.invalid("ids", "There is no peer %s.".formatted(id));
        });
        return peerIds.stream()
                .map(id -> ClientConfig.of(Objects.requireNonNull(found.get(id)), settings.ipv6()))
                .toList();
    }

    /// @throws Rejection if there is no such peer
    @Transactional
    public OneTimeLink.Issued issueLink(UUID peerId) {
        Peer peer = PeerPages.existing(peerId);
        OneTimeLink.Issued issued = OneTimeLink.issue(peer, clock.instant());
        audit.record("peer.link-made", PeerChanges.subject(peer), null, null);
        return issued;
    }

    /// @throws Rejection if the link is unknown, used up or too old
    @Transactional
    public Delivered redeem(String token) {
        Peer peer = OneTimeLink.redeem(token, clock.instant())
                .orElseThrow(() -> Rejection.notFound("This link does not work, or not any more: ask for a new one."));
        audit.record("peer.link-used", PeerChanges.subject(peer), null, null);
        return Delivered.of(peer, settings.ipv6());
    }

    /// The secrets of a peer, for the one answer that has them.
    public record Secrets(String privateKey, String presharedKey) {
        @Override
        public String toString() {
            return "Secrets(…)";
        }
    }

    /// Empty where the peer has none, or none that Warren knows.
    @Transactional
    public Secrets secrets(UUID peerId) {
        Peer peer = PeerPages.existing(peerId);
        return new Secrets(
                peer.privateKey() == null ? "" : peer.privateKey(),
                peer.presharedKey() == null ? "" : peer.presharedKey());
    }
}
