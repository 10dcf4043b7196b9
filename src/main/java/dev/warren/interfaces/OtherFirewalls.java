package dev.warren.interfaces;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What other programs' rules do to packets that are handed on: Docker, ufw and firewalld drop those of interfaces
/// that they don't know.
///
/// A packet has to pass every table, so Warren can't overrule them; it can only say what to do.
public final class OtherFirewalls {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern ACCEPTED = Pattern.compile("iifname \"([^\"]+)\".*\\baccept\\b");
    private static final Pattern HANDED_ON = Pattern.compile("iifname \"([^\"]+)\".*\\b(?:jump|goto) (\\S+)");
    private static final Pattern ALWAYS =
            Pattern.compile("(counter packets \\d+ bytes \\d+ )?(accept|reject|drop)\\b.*");

    private OtherFirewalls() {}

    /// Whether this process can look at nftables at all.
    public static boolean canBeAsked() {
        try {
            Nft.run("list", "tables");
            return true;
        } catch (UncheckedIOException | IllegalStateException e) {
            return false;
        }
    }

    /// Says of each of these interfaces whose packets other tables drop, and what to do about it.
    public static List<String> sentences(Collection<String> interfaces) {
        return findings(interfaces).stream().map(Finding::sentence).toList();
    }

    /// A sentence for each of these interfaces whose packets other tables drop; empty if nothing speaks against
    /// it, or nobody can tell.
    static List<Finding> findings(Collection<String> interfaces) {
        if (interfaces.isEmpty()) {
            return List.of();
        }
        List<Finding> findings = new ArrayList<>(LegacyTables.findings(interfaces));
        try {
            String chains = Nft.run("-j", "list", "chains");
            List<Chain> dropping = new ArrayList<>(dropping(chains));
            accepting(chains).stream()
                    .filter(chain ->
                            endsInRefusal(Nft.run("list", "chain", chain.family(), chain.table(), chain.name())))
                    .forEach(dropping::add);
            for (Chain chain : dropping) {
                String table = Nft.run("list", "table", chain.family(), chain.table());
                for (String name : interfaces) {
                    if (!accepts(table, name)) {
                        findings.add(new Finding(name, finding(chain, table, name)));
                    }
                }
            }
        } catch (UncheckedIOException | IllegalStateException | JsonProcessingException e) {
            // Without nft, or the right to ask it, nobody can tell.
        }
        return findings;
    }

    /// @param sentence what is the matter, and what to do about it
    record Finding(String interfaceName, String sentence) {}

    /// A chain that forwarded packets pass, and that drops what no rule accepts.
    record Chain(String family, String table, String name) {}

    /// @param json what `nft -j list chains` prints
    static List<Chain> dropping(String json) throws JsonProcessingException {
        return forwarding(json, "drop");
    }

    /// Chains that forwarded packets pass, and whose last rule says what becomes of the rest.
    static List<Chain> accepting(String json) throws JsonProcessingException {
        return forwarding(json, "accept");
    }

    private static List<Chain> forwarding(String json, String policy) throws JsonProcessingException {
        List<Chain> chains = new ArrayList<>();
        for (JsonNode entry : JSON.readTree(json).path("nftables")) {
            JsonNode chain = entry.path("chain");
            boolean isMeant = chain.path("hook").asText().equals("forward")
                    && chain.path("policy").asText().equals(policy)
                    && List.of("ip", "ip6", "inet")
                            .contains(chain.path("family").asText());
            if (isMeant && !chain.path("table").asText().equals("warren")) {
                chains.add(new Chain(
                        chain.path("family").asText(),
                        chain.path("table").asText(),
                        chain.path("name").asText()));
            }
        }
        return chains;
    }

    /// Whether the last rule of a listed chain refuses whatever comes to it, as that of firewalld does.
    static boolean endsInRefusal(String chain) {
        return rules(chain)
                .reduce((first, second) -> second)
                .map(ALWAYS::matcher)
                .filter(last -> last.matches() && !last.group(2).equals("accept"))
                .isPresent();
    }

    /// Whether a rule of the listed table lets packets of the interface pass, by itself or by a chain that lets
    /// all pass.
    static boolean accepts(String table, String interfaceName) {
        return table.lines()
                        .map(ACCEPTED::matcher)
                        .anyMatch(rule -> rule.find() && isMeant(rule.group(1), interfaceName))
                || table.lines()
                        .map(HANDED_ON::matcher)
                        .anyMatch(rule -> rule.find()
                                && isMeant(rule.group(1), interfaceName)
                                && acceptsAll(table, rule.group(2)));
    }

    private static boolean isMeant(String pattern, String interfaceName) {
        return pattern.equals(interfaceName)
                || pattern.endsWith("*") && interfaceName.startsWith(pattern.substring(0, pattern.length() - 1));
    }

    private static boolean acceptsAll(String table, String chain) {
        int begin = table.indexOf("chain " + chain + " {");
        int end = table.indexOf("\n\t}", Math.max(0, begin));
        return begin >= 0
                && rules(table.substring(begin, end < 0 ? table.length() : end))
                        .map(ALWAYS::matcher)
                        .anyMatch(rule -> rule.matches() && rule.group(2).equals("accept"));
    }

    private static Stream<String> rules(String listing) {
        return listing.lines().map(String::strip).filter(line -> !line.isEmpty() && !line.equals("}"));
    }

    static String finding(Chain chain, String table, String interfaceName) {
        return "Packets of %s to other networks are dropped by another firewall, in the chain %s of the table %s %s: %s."
                .formatted(
                        interfaceName,
                        chain.name(),
                        chain.family(),
                        chain.table(),
                        remedy(chain, table)
                                .formatted(interfaceName, chain.family().equals("ip6") ? "ip6tables" : "iptables"));
    }

    private static String remedy(Chain chain, String table) {
        if (chain.table().equals("firewalld")) {
            return "let them pass with “firewall-cmd --permanent --zone=trusted --add-interface=%1$s” and"
                    + " “firewall-cmd --reload”";
        }
        if (table.contains("DOCKER-USER")) {
            return "let them pass with “%2$s -I DOCKER-USER -i %1$s -j ACCEPT” and"
                    + " “%2$s -I DOCKER-USER -o %1$s -j ACCEPT”";
        }
        if (table.contains("ufw-")) {
            return "let them pass with “ufw route allow in on %1$s”";
        }
        if (chain.name().equals("FORWARD")) {
            return "let them pass with “%2$s -I FORWARD -i %1$s -j ACCEPT” and “%2$s -I FORWARD -o %1$s -j ACCEPT”";
        }
        return "add rules there that accept what comes from %1$s and what goes to it";
    }
}
