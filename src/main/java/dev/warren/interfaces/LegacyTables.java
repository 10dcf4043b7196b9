package dev.warren.interfaces;

import dev.warren.interfaces.OtherFirewalls.Finding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// What rules of the older `iptables`, which nftables doesn't show, do to packets that are handed on.
final class LegacyTables {

    /// The program, and where the kernel lists its tables once there are any.
    private static final Map<String, Path> PROGRAMS = Map.of(
            "iptables", Path.of("/proc/net/ip_tables_names"), "ip6tables", Path.of("/proc/net/ip6_tables_names"));

    private static final Pattern REJECTED = Pattern.compile("-A FORWARD -j (REJECT|DROP)\\b.*");

    private LegacyTables() {}

    /// A sentence for each of these interfaces whose packets such a rule drops; empty if nobody can tell.
    static List<Finding> findings(Collection<String> interfaces) {
        List<Finding> findings = new ArrayList<>();
        PROGRAMS.forEach((program, tables) -> {
            if (isUsed(tables)) {
                String rules = rules(program);
                interfaces.stream()
                        .filter(name -> isDropping(rules) && !accepts(rules, name))
                        .forEach(name -> findings.add(new Finding(name, sentence(program, name))));
            }
        });
        return findings;
    }

    private static boolean isUsed(Path tables) {
        try {
            return Files.exists(tables) && Files.readAllLines(tables).contains("filter");
        } catch (IOException e) {
            return false;
        }
    }

    private static String rules(String program) {
        try {
            return Nft.output(List.of(program + "-legacy", "-S"));
        } catch (UncheckedIOException | IllegalStateException e) {
            return ""; // no such program, or it may not look: nobody can tell
        }
    }

    /// Whether what no rule accepts is dropped.
    ///
    /// @param rules what `iptables -S` prints
    static boolean isDropping(String rules) {
        return rules.lines().anyMatch("-P FORWARD DROP"::equals)
                || rules.lines().anyMatch(line -> REJECTED.matcher(line).matches());
    }

    static boolean accepts(String rules, String interfaceName) {
        return rules.lines()
                .filter(line -> line.startsWith("-A ") && line.endsWith("-j ACCEPT"))
                .map(line -> line.replaceFirst(".* -i (\\S+) .*", "$1"))
                .anyMatch(name -> name.equals(interfaceName)
                        || name.endsWith("+") && interfaceName.startsWith(name.substring(0, name.length() - 1)));
    }

    private static String sentence(String program, String interfaceName) {
        return ("Packets of %1$s to other networks are dropped by rules of %2$s-legacy: let them pass with"
                        + " “%2$s-legacy -I FORWARD -i %1$s -j ACCEPT” and “%2$s-legacy -I FORWARD -o %1$s -j ACCEPT”.")
                .formatted(interfaceName, program);
    }
}
