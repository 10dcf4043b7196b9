package dev.warren.engine.device;

import dev.warren.engine.noise.Handshake;
import dev.warren.engine.noise.IndexTable;
import dev.warren.engine.noise.Keypair;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The sessions of all peers: which index stands for which keypair, and what becomes of those that fall out of use.
///
/// Whoever changes a peer's keypairs or handshake holds that peer's lock.
final class Sessions {
    private final IndexTable<IndexEntry> indices;

    /// Who reads the messages that we send under an index. Peers choose these, so two may have the same: the
    /// later one counts.
    private final Map<Integer, Peer> receivers = new ConcurrentHashMap<>();

    Sessions(RandomGenerator random) {
        indices = new IndexTable<>(random);
    }

    IndexTable<IndexEntry> indices() {
        return indices;
    }

    /// The peer to which messages with this receiver index go; null if none of our sessions has it.
    @Nullable Peer receiver(int remoteIndex) {
        return receivers.get(remoteIndex);
    }

    /// A new index under which the response to our initiation is awaited; the one of an earlier initiation is
    /// given up.
    int awaitResponseLocked(Peer peer) {
        abandonLocked(peer);
        int index = indices.add(new IndexEntry(peer, null));
        peer.awaitLocked(index);
        return index;
    }

    /// Answers an accepted initiation: the new keypair is `next` until the initiator has used it.
    ///
    /// @return false if it can't be answered after all
    boolean respondLocked(Peer peer, Handshake handshake, long now, byte[] out) {
        int index = indices.add(new IndexEntry(peer, null));
        Keypair keypair = handshake.respond(index, now, out);
        if (keypair == null) {
            indices.remove(index);
            return false;
        }
        indices.replace(index, new IndexEntry(peer, keypair));
        addLocked(peer, keypair);
        return true;
    }

    /// Our initiation was answered: the new keypair is `current` at once.
    void completeLocked(Peer peer, Keypair keypair) {
        indices.replace(keypair.localIndex(), new IndexEntry(peer, keypair));
        peer.awaitNothingLocked();
        addLocked(peer, keypair);
    }

    private void addLocked(Peer peer, Keypair keypair) {
        peer.log().keypairCreated(keypair);
        receivers.put(keypair.remoteIndex(), peer);
        bury(peer, peer.keypairs().add(keypair));
    }

    /// The initiator has used the keypair: `next` becomes `current`.
    ///
    /// @return false if it isn't `next` any more
    boolean confirmLocked(Peer peer, Keypair keypair) {
        if (peer.keypairs().next() != keypair) {
            return false;
        }
        bury(peer, peer.keypairs().confirm(keypair));
        return true;
    }

    /// Forgets every key of a peer.
    void forgetLocked(Peer peer) {
        abandonLocked(peer);
        peer.handshakeLocked().clear();
        bury(peer, peer.keypairs().clear());
    }

    /// Gives up the handshake that is under way.
    void abandonLocked(Peer peer) {
        if (peer.awaitsResponseLocked()) {
            indices.remove(peer.awaitedIndexLocked());
            peer.awaitNothingLocked();
        }
    }

    private void bury(Peer peer, List<Keypair> fallen) {
        for (Keypair keypair : fallen) {
            indices.remove(keypair.localIndex());
            receivers.remove(keypair.remoteIndex(), peer);
            keypair.destroy();
            peer.log().keypairDestroyed(keypair);
        }
    }
}
