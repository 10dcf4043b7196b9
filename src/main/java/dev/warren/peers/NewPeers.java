package dev.warren.peers;

import dev.warren.engine.IpPrefix;
import dev.warren.interfaces.AddressPool;
import dev.warren.interfaces.WgInterface;
import dev.warren.web.NewRows;
import dev.warren.web.Rejection;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Stores new peers.
final class NewPeers {

    private NewPeers() {}

    /// Stores them with fresh keys and, where a draft names none, the lowest free addresses.
    ///
    /// @throws Rejection if a name, key, address or network belongs to another one, or no address is left
    static List<Peer> store(WgInterface wg, List<PeerDraft> drafts) {
        return store(
                wg,
                drafts,
                drafts.parallelStream().map(draft -> PeerKeys.of(wg, draft)).toList());
    }

    /// @param keys of each
    static List<Peer> store(WgInterface wg, List<PeerDraft> drafts, List<PeerKeys> keys) {
        Set<InetAddress> chosenIpv4 = chosen(drafts, PeerDraft::ipv4);
        Set<InetAddress> chosenIpv6 = chosen(drafts, PeerDraft::ipv6);
        int count = drafts.size();
        var allotment = AddressPool.allot(
                wg, chosenIpv4.size() == count ? 0 : count, chosenIpv6.size() == count ? 0 : count, count);
        Iterator<InetAddress> ipv4 = others(allotment.ipv4(), chosenIpv4);
        Iterator<InetAddress> ipv6 = others(allotment.ipv6(), chosenIpv6);
        List<Peer> peers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            PeerDraft draft = drafts.get(i);
            peers.add(new Peer(
                    wg,
                    allotment.numbers().get(i),
                    draft,
                    keys.get(i),
                    address(draft.ipv4(), wg.ipv4(), ipv4),
                    address(draft.ipv6(), wg.ipv6(), ipv6)));
        }
        PeerConstraints.guard(peers, () -> {
            peers.forEach(Peer::requireFreeNetworks);
            NewRows.write(peers);
        });
        return peers;
    }

    private static Set<InetAddress> chosen(List<PeerDraft> drafts, Function<PeerDraft, @Nullable InetAddress> address) {
        Set<InetAddress> chosen = new HashSet<>();
        for (PeerDraft draft : drafts) {
            InetAddress named = address.apply(draft);
            if (named != null) {
                chosen.add(named);
            }
        }
        return chosen;
    }

    /// Addresses for those that name none, without the ones that the others have chosen.
    private static Iterator<InetAddress> others(List<InetAddress> free, Set<InetAddress> chosen) {
        return free.stream().filter(address -> !chosen.contains(address)).iterator();
    }

    private static @Nullable InetAddress address(
            @Nullable InetAddress chosen, @Nullable IpPrefix range, Iterator<InetAddress> others) {
        return chosen != null || range == null ? chosen : others.next();
    }
}
