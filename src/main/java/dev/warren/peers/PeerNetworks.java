package dev.warren.peers;

import dev.warren.engine.IpPrefix;
import dev.warren.interfaces.IpText;
import dev.warren.web.Rejection;
import io.quarkus.hibernate.orm.panache.Panache;
import java.util.UUID;
import java.util.stream.Stream;

/// Networks behind peers: each leads to one place only.
final class PeerNetworks {

    private PeerNetworks() {}

    /// @throws Rejection if `network` belongs to an interface or to another peer, with its name
    static void requireFree(Peer peer, IpPrefix network) {
        Stream.of(peer.wg().ipv4(), peer.wg().ipv6())
                .filter(range -> range != null && range.network().overlaps(network))
                .findFirst()
                .ifPresent(range -> refuse(network, "range of " + peer.wg().name()));
        Panache.getSession()
                .createNativeQuery("""
                        select p.name from peer_network n join peer p on p.id = n.peer_id
                         where n.network && cast(:network as inet) and p.id <> :self limit 1
                        """, String.class)
                .setParameter("network", IpText.of(network))
                .setParameter("self", peer.id() == null ? new UUID(0, 0) : peer.id())
                .getResultStream()
                .findFirst()
                .ifPresent(name -> refuse(network, "networks of " + name));
    }

    private static void refuse(IpPrefix network, String of) {
        throw Rejection.invalid(
                "networks",
                "%s overlaps with the %s: traffic can go to one place only.".formatted(IpText.of(network), of));
    }
}
