package dev.warren.peers;

import dev.warren.engine.IpPrefix;
import dev.warren.interfaces.IpText;
import dev.warren.web.Rejection;
import dev.warren.web.Sql;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Networks behind peers: each leads to one place only.
final class PeerNetworks {

    private static final UUID NOBODY = new UUID(0, 0);

    private PeerNetworks() {}

    /// @throws Rejection if `network` belongs to an interface or to another peer, with its name
    static void requireFree(Peer peer, IpPrefix network) {
        String obstacle = obstacle(peer.id(), network);
        if (obstacle != null) {
            throw Rejection.invalid("networks", obstacle);
        }
    }

    /// What stands against `network` behind a peer, of whatever interface, as a sentence; null if nothing does.
    ///
    /// @param self the peer; null for a new one
    static @Nullable String obstacle(@Nullable UUID self, IpPrefix network) {
        String text = IpText.of(network);
        return Sql.rows("""
            select name from wg_interface
             where ipv4 && cast(:network as inet) or ipv6 && cast(:network as inet) limit 1
            """, String.class, Map.of("network", text))
                .findFirst()
                .map(name ->
                        "%s overlaps with the range of %s: traffic can go to one place only.".formatted(text, name))
                .or(() -> otherPeer(self, text))
                .orElse(null);
    }

    private static Optional<String> otherPeer(@Nullable UUID self, String network) {
        return Sql.rows("""
            select p.name from peer_network n join peer p on p.id = n.peer_id
             where n.network && cast(:network as inet) and p.id <> :self limit 1
            """, String.class, Map.of("network", network, "self", self == null ? NOBODY : self))
                .findFirst()
                .map(name -> "%s overlaps with the networks of %s: traffic can go to one place only."
                        .formatted(network, name));
    }
}
