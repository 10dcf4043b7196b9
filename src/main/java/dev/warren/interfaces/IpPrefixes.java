package dev.warren.interfaces;

import dev.warren.engine.IpPrefix;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A list of networks, as `AllowedIPs` has it; host bits are cleared, and no network is there twice.
public record IpPrefixes(List<IpPrefix> networks) {

    private static final int MOST = 500;

    public IpPrefixes {
        networks = List.copyOf(networks);
    }

    /// Everything there is: `0.0.0.0/0, ::/0`.
    public static IpPrefixes everything() {
        return parse("0.0.0.0/0, ::/0");
    }

    /// Reads networks separated by commas or white space. A bare address stands for itself.
    ///
    /// @throws IllegalArgumentException with a sentence about the first entry that is no network
    public static IpPrefixes parse(String text) {
        List<IpPrefix> networks = new ArrayList<>();
        for (String entry : entries(text)) {
            IpPrefix network = parseOne(entry).network();
            if (!networks.contains(network)) {
                networks.add(network);
            }
        }
        if (networks.size() > MOST) {
            throw new IllegalArgumentException("That are more than %d networks.".formatted(MOST));
        }
        return new IpPrefixes(networks);
    }

    public boolean isEmpty() {
        return networks.isEmpty();
    }

    /// The networks of one family only.
    public IpPrefixes withoutIpv6() {
        return new IpPrefixes(
                networks.stream().filter(network -> !network.isIpv6()).toList());
    }

    public List<String> texts() {
        return networks.stream().map(IpText::of).toList();
    }

    @Override
    public String toString() {
        return networks.stream().map(IpText::of).collect(Collectors.joining(", "));
    }

    static List<String> entries(String text) {
        return List.of(text.strip().split("[\\s,]+")).stream()
                .filter(entry -> !entry.isEmpty())
                .toList();
    }

    static IpPrefix parseOne(String entry) {
        try {
            return IpPrefix.parse(entry);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "“%s” is not a network such as 192.168.1.0/24 or fd00::/64.".formatted(Shortened.of(entry)), e);
        }
    }
}
