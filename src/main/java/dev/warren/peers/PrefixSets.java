package dev.warren.peers;

import dev.warren.engine.IpPrefix;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/// Sets of addresses written as networks.
final class PrefixSets {

    private PrefixSets() {}

    /// What is in `whole` and in none of `holes`, as the fewest networks that say so, in the order of their
    /// addresses.
    ///
    /// A network that a hole touches is halved until its parts are either untouched or swallowed. What stays whole
    /// is
    /// therefore as large as an aligned network can be.
    static List<IpPrefix> minus(List<IpPrefix> whole, List<IpPrefix> holes) {
        List<IpPrefix> rest = new ArrayList<>();
        for (IpPrefix network : whole) {
            IpPrefix aligned = network.network();
            cut(
                    aligned,
                    holes.stream()
                            .map(IpPrefix::network)
                            .filter(hole -> hole.overlaps(aligned))
                            .toList(),
                    rest);
        }
        return rest;
    }

    private static void cut(IpPrefix network, List<IpPrefix> holes, List<IpPrefix> rest) {
        if (holes.isEmpty()) {
            rest.add(network);
            return;
        }
        if (holes.stream().anyMatch(hole -> hole.length() <= network.length())) {
            return; // it overlaps and is no smaller, so it covers the network
        }
        for (int half = 0; half < 2; half++) {
            IpPrefix part = half(network, half);
            cut(part, holes.stream().filter(hole -> hole.overlaps(part)).toList(), rest);
        }
    }

    private static IpPrefix half(IpPrefix network, int which) {
        byte[] bytes = network.address().getAddress();
        int bit = network.length();
        bytes[bit / Byte.SIZE] |= (byte) (which << Byte.SIZE - 1 - bit % Byte.SIZE);
        return new IpPrefix(address(bytes), bit + 1);
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new AssertionError("4 or 16 bytes are always an address", e);
        }
    }
}
