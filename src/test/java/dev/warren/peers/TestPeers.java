package dev.warren.peers;

import dev.warren.interfaces.WgInterface;
import io.quarkus.hibernate.orm.panache.Panache;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/// Peers for tests.
@ApplicationScoped
public class TestPeers {

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
