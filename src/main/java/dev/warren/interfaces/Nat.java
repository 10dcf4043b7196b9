package dev.warren.interfaces;

import dev.warren.engine.IpPrefix;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The way from the tunnels to other networks and back into them: one nftables table of Warren's own, and IP
/// forwarding.
///
/// The table lives in the kernel as long as the switches do, so it also remembers how they stood before: by the name
/// of an empty chain. After a crash the next start finds it there, and a reboot takes both away together.
final class Nat {

    /// What one interface asks for.
    ///
    /// @param ipv4 range whose packets leave under the host's own address; null for none
    /// @param ipv6 likewise
    /// @param device where they have to leave; null for any device but the tunnels
    /// @param isolation whether packets from the interface may not go back into it
    record Rule(
            String interfaceName,
            @Nullable IpPrefix ipv4,
            @Nullable IpPrefix ipv6,
            @Nullable String device,
            boolean isolation) {}

    private static final String TABLE = "table inet warren";
    private static final Pattern BEFORE = Pattern.compile("chain before_ipv4_([01])_ipv6_([01])");

    private final Forwarding forwarding;
    private Forwarding.@Nullable State before;

    Nat() {
        this(new Forwarding(Path.of("/proc/sys")));
    }

    Nat(Forwarding forwarding) {
        this.forwarding = forwarding;
    }

    /// Takes away what an earlier process left behind.
    synchronized void clean() {
        Optional<String> left = listTable();
        left.flatMap(Nat::stateBefore).ifPresent(forwarding::restore);
        if (left.isPresent()) {
            Nft.load("delete " + TABLE + "\n");
        }
    }

    /// Makes the table exactly `rules`, in one transaction. Returns a sentence that says what is missing, or
    /// null.
    synchronized @Nullable String apply(List<Rule> rules, boolean forwardIpv4, boolean forwardIpv6) {
        if (before == null) {
            before = forwarding.state();
        }
        String trouble = forwarding.switchOn(forwardIpv4, forwardIpv6);
        try {
            Nft.load(script(rules, before));
        } catch (UncheckedIOException e) {
            return "NAT and isolation need the program nft, and it is not there: install the package nftables.";
        } catch (IllegalStateException e) {
            return "NAT could not be set up: %s".formatted(e.getMessage());
        }
        return trouble;
    }

    /// Takes the table away and puts the switches back.
    synchronized void close() {
        if (before != null) {
            forwarding.restore(before);
            before = null;
            try {
                Nft.load(TABLE + "\ndelete " + TABLE + "\n");
            } catch (UncheckedIOException | IllegalStateException e) {
                System.getLogger(Nat.class.getName()).log(System.Logger.Level.DEBUG, "the table was never made", e);
            }
        }
    }

    /// The whole table as `nft -f` reads it. Declared first, so that deleting it can't fail.
    static String script(List<Rule> rules, Forwarding.State before) {
        String tunnels =
                rules.stream().map(rule -> quoted(rule.interfaceName())).collect(Collectors.joining(", "));
        String masquerades = rules.stream()
                .flatMap(rule -> lines(rule, tunnels).stream())
                .map(line -> "    " + line + "\n")
                .collect(Collectors.joining());
        String isolations = rules.stream()
                .filter(Rule::isolation)
                .map(rule -> "    iifname %1$s oifname %1$s drop\n".formatted(quoted(rule.interfaceName())))
                .collect(Collectors.joining());
        return """
            %1$s
            delete %1$s
            %1$s {
              chain before_ipv4_%2$d_ipv6_%3$d {
              }
              chain postrouting {
                type nat hook postrouting priority srcnat; policy accept;
            %4$s  }
              chain forward {
                type filter hook forward priority filter; policy accept;
            %5$s  }
            }
            """.formatted(TABLE, before.ipv4() ? 1 : 0, before.ipv6() ? 1 : 0, masquerades, isolations);
    }

    /// How the switches stood, as a listed table remembers it.
    static Optional<Forwarding.State> stateBefore(String table) {
        var matcher = BEFORE.matcher(table);
        return matcher.find()
                ? Optional.of(new Forwarding.State(
                        matcher.group(1).equals("1"), matcher.group(2).equals("1")))
                : Optional.empty();
    }

    private static List<String> lines(Rule rule, String tunnels) {
        String way = rule.device() == null ? "oifname != { " + tunnels + " }" : "oifname " + quoted(rule.device());
        var lines = new ArrayList<String>();
        if (rule.ipv4() != null) {
            lines.add("ip saddr %s %s masquerade comment %s"
                    .formatted(IpText.of(rule.ipv4().network()), way, quoted(rule.interfaceName())));
        }
        if (rule.ipv6() != null) {
            lines.add("ip6 saddr %s %s masquerade comment %s"
                    .formatted(IpText.of(rule.ipv6().network()), way, quoted(rule.interfaceName())));
        }
        return lines;
    }

    private static String quoted(String name) {
        return "\"" + name + "\"";
    }

    private static Optional<String> listTable() {
        try {
            return Optional.of(Nft.run("list", "table", "inet", "warren"));
        } catch (UncheckedIOException | IllegalStateException e) {
            return Optional.empty();
        }
    }
}
