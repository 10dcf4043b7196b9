package dev.warren.peers;

import dev.warren.interfaces.InterfacesConfig;
import dev.warren.web.QrCode;
import dev.warren.web.Rejection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Hands out configurations. Who may have them is decided by whoever asks.
@ApplicationScoped
public class PeerDelivery {

    private final InterfacesConfig settings;

    PeerDelivery(InterfacesConfig settings) {
        this.settings = settings;
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
        return Delivered.of(Peer.known(peerId), settings.ipv6());
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
        Peer peer = Peer.known(peerId);
        return new Secrets(
                peer.privateKey() == null ? "" : peer.privateKey(),
                peer.presharedKey() == null ? "" : peer.presharedKey());
    }
}
