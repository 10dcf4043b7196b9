package dev.warren.engine.device;

import dev.warren.engine.device.PeerUpdate.AllowedIpUpdate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// The cryptokey routing table (whitepaper §2): which peer a network belongs to.
///
/// Two path-compressed binary tries whose nodes never change once they are published. A change copies the path from
/// the root to the changed node, so that the data path looks up without a lock and sees each change as a whole.
/// Writers have to be serialised by the caller; [#version()] tells a reader that holds on to a result whether it may
/// still be true.
///
/// @param <P> the peer
final class AllowedIps<P> {

    /// A network with the peer that it belongs to (null where two branches merely part), and the longer networks
    /// within it.
    private record Node<P>(
            long high,
            long low,
            int length,
            @Nullable P peer,
            @Nullable Node<P> zero,
            @Nullable Node<P> one) {

        @Nullable Node<P> child(int bit) {
            return bit == 0 ? zero : one;
        }

        Node<P> withChild(int bit, @Nullable Node<P> child) {
            return bit == 0
                    ? new Node<>(high, low, length, peer, child, one)
                    : new Node<>(high, low, length, peer, zero, child);
        }

        Node<P> withPeer(@Nullable P owner) {
            return new Node<>(high, low, length, owner, zero, one);
        }
    }

    private volatile @Nullable Node<P> ipv4;
    private volatile @Nullable Node<P> ipv6;
    private final AtomicInteger version = new AtomicInteger();

    /// What each peer has, in the order in which it was told.
    private final Map<P, Set<Prefix>> owned = new HashMap<>();

    /// The peer of the longest network that covers an address, or null.
    @Nullable P lookup(boolean isIpv6, long high, long low) {
        Node<P> node = isIpv6 ? ipv6 : ipv4;
        P found = null;
        while (node != null) {
            if (Prefix.commonBits(node.high, node.low, high, low, node.length) < node.length) {
                return found;
            }
            if (node.peer != null) {
                found = node.peer;
            }
            if (node.length == 128) {
                return found;
            }
            node = Prefix.bit(high, low, node.length) == 0 ? node.zero : node.one;
        }
        return found;
    }

    /// Changes with every change of the table.
    int version() {
        return version.get();
    }

    /// Gives networks to a peer, and so takes each from the one that had it, or takes them from it, in this order;
    /// readers see all of it or nothing.
    void change(P peer, Collection<AllowedIpUpdate> updates) {
        Edit edit = new Edit();
        for (AllowedIpUpdate update : updates) {
            if (update.remove()) {
                edit.remove(update.prefix(), peer);
            } else {
                edit.insert(update.prefix(), peer);
            }
        }
        edit.publish();
    }

    /// Leaves a peer nothing but these networks. What it had and keeps is never without it.
    void replaceAll(P peer, Collection<AllowedIpUpdate> updates) {
        Set<Prefix> kept = new HashSet<>();
        for (AllowedIpUpdate update : updates) {
            if (update.remove()) {
                kept.remove(update.prefix());
            } else {
                kept.add(update.prefix());
            }
        }
        Edit edit = new Edit();
        for (Prefix prefix : of(peer)) {
            if (!kept.contains(prefix)) {
                edit.remove(prefix, peer);
            }
        }
        for (AllowedIpUpdate update : updates) {
            if (kept.contains(update.prefix())) {
                edit.insert(update.prefix(), peer);
            }
        }
        edit.publish();
    }

    void insert(Prefix prefix, P peer) {
        change(peer, List.of(new AllowedIpUpdate(prefix, false)));
    }

    void remove(Prefix prefix, P peer) {
        change(peer, List.of(new AllowedIpUpdate(prefix, true)));
    }

    /// Takes everything from a peer.
    void removeAll(P peer) {
        replaceAll(peer, List.of());
    }

    /// The networks of a peer, in the order in which they were given.
    List<Prefix> of(P peer) {
        return new ArrayList<>(owned.getOrDefault(peer, Set.of()));
    }

    boolean isEmpty() {
        return ipv4 == null && ipv6 == null;
    }

    /// A change under way: roots that nobody else sees yet.
    private final class Edit {
        private @Nullable Node<P> root4 = ipv4;
        private @Nullable Node<P> root6 = ipv6;

        void insert(Prefix prefix, P peer) {
            P previous = exact(prefix.ipv6() ? root6 : root4, prefix);
            if (peer.equals(previous)) {
                return;
            }
            if (previous != null) {
                disown(previous, prefix);
            }
            owned.computeIfAbsent(peer, p -> new LinkedHashSet<>(4)).add(prefix);
            if (prefix.ipv6()) {
                root6 = inserted(root6, prefix, peer);
            } else {
                root4 = inserted(root4, prefix, peer);
            }
        }

        void remove(Prefix prefix, P peer) {
            if (!disown(peer, prefix)) {
                return;
            }
            if (prefix.ipv6()) {
                root6 = removed(root6, prefix);
            } else {
                root4 = removed(root4, prefix);
            }
        }

        private boolean disown(P peer, Prefix prefix) {
            Set<Prefix> theirs = owned.get(peer);
            if (theirs == null || !theirs.remove(prefix)) {
                return false;
            }
            if (theirs.isEmpty()) {
                owned.remove(peer);
            }
            return true;
        }

        void publish() {
            ipv4 = root4;
            ipv6 = root6;
            version.incrementAndGet();
        }
    }

    private static <P> @Nullable P exact(@Nullable Node<P> node, Prefix prefix) {
        while (node != null && node.length <= prefix.length()) {
            if (Prefix.commonBits(node.high, node.low, prefix.high(), prefix.low(), node.length) < node.length) {
                return null;
            }
            if (node.length == prefix.length()) {
                return node.peer;
            }
            node = node.child(Prefix.bit(prefix.high(), prefix.low(), node.length));
        }
        return null;
    }

    private static <P> Node<P> inserted(@Nullable Node<P> node, Prefix prefix, P peer) {
        if (node == null) {
            return new Node<>(prefix.high(), prefix.low(), prefix.length(), peer, null, null);
        }
        int common = Prefix.commonBits(
                node.high, node.low, prefix.high(), prefix.low(), Math.min(node.length, prefix.length()));
        if (common == node.length && common == prefix.length()) {
            return node.withPeer(peer);
        }
        if (common == node.length) {
            int bit = Prefix.bit(prefix.high(), prefix.low(), common);
            return node.withChild(bit, inserted(node.child(bit), prefix, peer));
        }
        Prefix stem = new Prefix(prefix.ipv6(), prefix.high(), prefix.low(), common);
        int nodesBit = Prefix.bit(node.high, node.low, common);
        Node<P> fork = new Node<>(stem.high(), stem.low(), common, common == prefix.length() ? peer : null, null, null);
        fork = fork.withChild(nodesBit, node);
        return common == prefix.length() ? fork : fork.withChild(1 - nodesBit, inserted(null, prefix, peer));
    }

    /// The trie without the node of `prefix`; a node that neither belongs to anybody nor parts two branches goes
    /// with it.
    private static <P> @Nullable Node<P> removed(@Nullable Node<P> node, Prefix prefix) {
        if (node == null || node.length > prefix.length()) {
            return node;
        }
        if (node.length == prefix.length()) {
            return collapsed(node.withPeer(null));
        }
        int bit = Prefix.bit(prefix.high(), prefix.low(), node.length);
        return collapsed(node.withChild(bit, removed(node.child(bit), prefix)));
    }

    private static <P> @Nullable Node<P> collapsed(Node<P> node) {
        if (node.peer != null || node.zero != null && node.one != null) {
            return node;
        }
        return node.zero != null ? node.zero : node.one;
    }
}
