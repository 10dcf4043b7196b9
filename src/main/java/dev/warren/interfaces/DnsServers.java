package dev.warren.interfaces;

import dev.warren.engine.IpPrefix;
import java.util.List;

/// What a `DNS` line of a client's configuration holds: addresses of resolvers, and search domains.
public record DnsServers(List<String> entries) {

    private static final int MOST = 20;

    public DnsServers {
        entries = List.copyOf(entries);
    }

    public static DnsServers none() {
        return new DnsServers(List.of());
    }

    /// Reads addresses and domains separated by commas or white space; empty for none.
    ///
    /// @throws IllegalArgumentException with a sentence about the first entry that is neither
    public static DnsServers parse(String text) {
        List<String> entries = IpPrefixes.entries(text).stream()
                .map(DnsServers::parseOne)
                .distinct()
                .toList();
        if (entries.size() > MOST) {
            throw new IllegalArgumentException("That are more than %d DNS servers and domains.".formatted(MOST));
        }
        return new DnsServers(entries);
    }

    public DnsServers withoutIpv6() {
        return new DnsServers(
                entries.stream().filter(entry -> entry.indexOf(':') < 0).toList());
    }

    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /// The addresses of resolvers alone.
    public List<String> addresses() {
        return entries.stream().filter(HostName::isLiteral).toList();
    }

    /// The search domains alone.
    public List<String> domains() {
        return entries.stream().filter(entry -> !HostName.isLiteral(entry)).toList();
    }

    private static String parseOne(String entry) {
        if (HostName.isLiteral(entry)) {
            try {
                return IpText.of(IpPrefix.parseAddress(entry));
            } catch (IllegalArgumentException e) {
                throw refusal(entry);
            }
        }
        if (!HostName.isValid(entry)) {
            throw refusal(entry);
        }
        return entry;
    }

    private static IllegalArgumentException refusal(String entry) {
        return new IllegalArgumentException(
                "“%s” is neither the IP address of a DNS server nor a search domain.".formatted(Shortened.of(entry)));
    }

    @Override
    public String toString() {
        return String.join(", ", entries);
    }
}
