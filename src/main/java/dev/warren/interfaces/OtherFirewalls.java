package dev.warren.interfaces;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/// What other programs' nftables tables do to packets that are handed on: Docker, ufw and firewalld drop those of
/// interfaces that they don't know.
///
/// A packet has to pass every table, so Warren can't overrule them; it can only say what to do.
public final class OtherFirewalls {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern ACCEPTED = Pattern.compile("iifname \"([^\"]+)\".*\\baccept\\b");

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

    /// A sentence for each of these interfaces whose packets other tables drop; empty if nothing speaks against it,
    /// or nobody can tell.
    static List<Finding> findings(Collection<String> interfaces) {
        if (interfaces.isEmpty()) {
            return List.of();
        }
        try {
            List<Finding> findings = new ArrayList<>();
            for (Chain chain : dropping(Nft.run("-j", "list", "chains"))) {
                String table = Nft.run("list", "table", chain.family(), chain.table());
                for (String name : interfaces) {
                    if (!accepts(table, name)) {
                        findings.add(new Finding(name, finding(chain, table, name)));
                    }
                }
            }
            return findings;
        } catch (UncheckedIOException | IllegalStateException | JsonProcessingException e) {
            return List.of();
        }
    }

    /// @param sentence what is the matter, and what to do about it
    record Finding(String interfaceName, String sentence) {}

    /// A chain that forwarded packets pass, and that drops what no rule accepts.
    record Chain(String family, String table, String name) {}

    /// @param json what `nft -j list chains` prints
    static List<Chain> dropping(String json) throws JsonProcessingException {
        List<Chain> chains = new ArrayList<>();
        for (JsonNode entry : JSON.readTree(json).path("nftables")) {
            JsonNode chain = entry.path("chain");
            boolean isDropping = chain.path("hook").asText().equals("forward")
                    && chain.path("policy").asText().equals("drop")
                    && List.of("ip", "ip6", "inet")
                            .contains(chain.path("family").asText());
            if (isDropping && !chain.path("table").asText().equals("warren")) {
                chains.add(new Chain(
                        chain.path("family").asText(),
                        chain.path("table").asText(),
                        chain.path("name").asText()));
            }
        }
        return chains;
    }

    /// Whether a rule of the listed table lets packets of the interface pass.
    static boolean accepts(String table, String interfaceName) {
        return table.lines()
                .map(ACCEPTED::matcher)
                .filter(rule -> rule.find())
                .map(rule -> rule.group(1))
                .anyMatch(name -> name.equals(interfaceName)
                        || name.endsWith("*") && interfaceName.startsWith(name.substring(0, name.length() - 1)));
    }

    static String finding(Chain chain, String table, String interfaceName) {
        return "Packets of %s to other networks are dropped by another firewall, in the chain %s of the table %s %s: %s."
                .formatted(
                        interfaceName,
                        chain.name(),
                        chain.family(),
                        chain.table(),
                        remedy(chain, table).formatted(interfaceName));
    }

    private static String remedy(Chain chain, String table) {
        String iptables = chain.family().equals("ip6") ? "ip6tables" : "iptables";
        if (table.contains("DOCKER-USER")) {
            return "let them pass with “" + iptables + " -I DOCKER-USER -i %1$s -j ACCEPT” and “" + iptables
                    + " -I DOCKER-USER -o %1$s -j ACCEPT”";
        }
        if (table.contains("ufw-")) {
            return "let them pass with “ufw route allow in on %1$s”";
        }
        if (chain.name().equals("FORWARD")) {
            return "let them pass with “" + iptables + " -I FORWARD -i %1$s -j ACCEPT” and “" + iptables
                    + " -I FORWARD -o %1$s -j ACCEPT”";
        }
        return "add rules there that accept what comes from %1$s and what goes to it";
    }
}
