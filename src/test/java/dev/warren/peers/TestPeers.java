package dev.warren.peers;

import dev.warren.interfaces.WgInterface;
import io.quarkus.hibernate.orm.panache.Panache;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/// Peers for tests.
@ApplicationScoped
public class TestPeers {

    private static final AtomicInteger NETWORKS = new AtomicInteger();

    private final PeerChanges changes;

    TestPeers(PeerChanges changes) {
        this.changes = changes;
    }

    public Member create(WgInterface wg, String name) {
        return changes.create(wg.id(), PeerForm.named(name));
    }

    /// The private and the preshared key of a peer.
    public static List<String> secrets(UUID id) {
        return QuarkusTransaction.requiringNew().call(() -> {
            Peer peer = Peer.findById(id);
            return List.of(peer.privateKey(), peer.presharedKey());
        });
    }

    /// A network that is behind no other test's peer: 172.16.0.0/24 and the next thousand.
    public static String network() {
        int number = NETWORKS.getAndIncrement();
        return "172.%d.%d.0/24".formatted(16 + number / 256, number % 256);
    }

    /// A peer with a network behind it.
    public Member createSite(WgInterface wg, String name, String network) {
        Member site = create(wg, name);
        QuarkusTransaction.requiringNew()
                .run(() -> Panache.getEntityManager()
                        .createNativeQuery("insert into peer_network values (:id, cast(:network as inet))")
                        .setParameter("id", site.id())
                        .setParameter("network", network)
                        .executeUpdate());
        return site;
    }
}
