package dev.warren.interfaces;

import dev.warren.engine.IpPrefix;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What `{{interface}}` and its like stand for in a hook. The names are those of wg-easy, and `%i` is the interface as
/// wg-quick has it.
///
/// Every value consists of characters that mean nothing to a shell.
record HookVariables(Map<String, String> values) {

    private static final Pattern VARIABLE = Pattern.compile("\\{\\{\\s*([^{}]*?)\\s*}}|%i");
    private static final String INTERFACE = "interface";
    private static final Set<String> NAMES = Set.of(INTERFACE, "port", "ipv4Cidr", "ipv6Cidr", "device", "uiPort");

    /// @param device that packets leave by; empty if nobody knows
    static HookVariables of(
            String interfaceName,
            int port,
            @Nullable IpPrefix ipv4,
            @Nullable IpPrefix ipv6,
            String device,
            int uiPort) {
        return new HookVariables(Map.of(
                INTERFACE,
                interfaceName,
                "port",
                String.valueOf(port),
                "ipv4Cidr",
                cidr(ipv4),
                "ipv6Cidr",
                cidr(ipv6),
                "device",
                device,
                "uiPort",
                String.valueOf(uiPort)));
    }

    /// @throws IllegalArgumentException with a sentence about the first variable that there isn't
    static void requireKnown(String command) {
        VARIABLE.matcher(command)
                .results()
                .map(found -> found.group(1))
                .filter(name -> name != null && !NAMES.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException("There is no {{%s}}, only {{%s}}."
                            .formatted(Shortened.of(name), String.join("}}, {{", new TreeSet<>(NAMES))));
                });
    }

    String fill(String command) {
        return VARIABLE.matcher(command)
                .replaceAll(found -> values.getOrDefault(found.group(1) == null ? INTERFACE : found.group(1), ""));
    }

    private static String cidr(@Nullable IpPrefix address) {
        return address == null ? "" : IpText.of(address.network());
    }
}
