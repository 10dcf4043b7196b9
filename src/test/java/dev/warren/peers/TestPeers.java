package dev.warren.peers;

import dev.warren.interfaces.WgInterface;
import jakarta.enterprise.context.ApplicationScoped;

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
}
