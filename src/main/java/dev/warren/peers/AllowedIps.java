package dev.warren.peers;

import dev.warren.engine.IpPrefix;
import dev.warren.interfaces.IpPrefixes;
import dev.warren.interfaces.WgInterface;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a client sends through the tunnel: networks by hand, or a preset that is worked out when the configuration is
/// made, so that it follows the interface's ranges.
///
/// As text: `everything`; `vpn`; `except private`; `except 10.1.0.0/16, …`; or the networks themselves. What is
/// excepted never takes the VPN's own ranges away.
sealed interface AllowedIps {

    /// The networks that the `AllowedIPs` line of a peer of `wg` has.
    IpPrefixes networks(WgInterface wg);

    /// Networks as somebody has written them.
    record ByHand(IpPrefixes list) implements AllowedIps {
        @Override
        public IpPrefixes networks(WgInterface wg) {
            return list;
        }

        @Override
        public String toString() {
            return list.toString();
        }
    }

    /// All traffic.
    record Everything() implements AllowedIps {
        @Override
        public IpPrefixes networks(WgInterface wg) {
            return IpPrefixes.everything();
        }

        @Override
        public String toString() {
            return EVERYTHING;
        }
    }

    /// The interface's own ranges only.
    record Vpn() implements AllowedIps {
        @Override
        public IpPrefixes networks(WgInterface wg) {
            return new IpPrefixes(ranges(wg));
        }

        @Override
        public String toString() {
            return VPN;
        }
    }

    /// All traffic but that to `holes`.
    ///
    /// @param isPrivate whether the holes are the networks that are nobody's in the internet
    record Except(IpPrefixes holes, boolean isPrivate) implements AllowedIps {
        @Override
        public IpPrefixes networks(WgInterface wg) {
            List<IpPrefix> outside = PrefixSets.minus(holes.networks(), ranges(wg));
            return new IpPrefixes(PrefixSets.minus(IpPrefixes.everything().networks(), outside));
        }

        @Override
        public String toString() {
            return EXCEPT + (isPrivate ? PRIVATE : holes);
        }
    }

    String EVERYTHING = "everything";
    String VPN = "vpn";
    String EXCEPT = "except ";
    String PRIVATE = "private";

    /// More holes than this make a configuration that nobody can scan or read.
    int MOST_HOLES = 50;

    /// RFC 1918, shared (6598), link-local (3927, 4291) and unique local addresses (4193).
    IpPrefixes PRIVATE_NETWORKS = IpPrefixes.parse(
            "10.0.0.0/8, 100.64.0.0/10, 169.254.0.0/16, 172.16.0.0/12, 192.168.0.0/16, fc00::/7, fe80::/10");

    /// @throws IllegalArgumentException with a sentence if `text` is neither a preset nor a list of networks
    static AllowedIps parse(String text) {
        String stripped = text.strip().toLowerCase(Locale.ROOT);
        if (stripped.equals(EVERYTHING)) {
            return new Everything();
        }
        if (stripped.equals(VPN)) {
            return new Vpn();
        }
        if (!stripped.startsWith(EXCEPT)) {
            return new ByHand(IpPrefixes.parse(text));
        }
        String holes = stripped.substring(EXCEPT.length()).strip();
        return holes.equals(PRIVATE) ? new Except(PRIVATE_NETWORKS, true) : new Except(holes(holes), false);
    }

    private static IpPrefixes holes(String text) {
        IpPrefixes holes = IpPrefixes.parse(text);
        if (holes.isEmpty()) {
            throw new IllegalArgumentException("“except” needs the networks that stay outside of the tunnel.");
        }
        if (holes.networks().size() > MOST_HOLES) {
            throw new IllegalArgumentException("At most %d networks can be excepted.".formatted(MOST_HOLES));
        }
        if (holes.networks().stream().anyMatch(hole -> hole.length() == 0)) {
            throw new IllegalArgumentException("If everything is excepted, nothing is left for the tunnel.");
        }
        return holes;
    }

    private static List<IpPrefix> ranges(WgInterface wg) {
        return new ArrayList<>(Stream.<@Nullable IpPrefix>of(wg.ipv4(), wg.ipv6())
                .filter(java.util.Objects::nonNull)
                .map(IpPrefix::network)
                .toList());
    }
}
