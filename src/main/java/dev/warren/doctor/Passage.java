package dev.warren.doctor;

import dev.warren.interfaces.OtherFirewalls;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;

/// Whether packets get from the tunnels to other networks: forwarding, NAT, and firewalls that are not Warren's.
///
/// @param nft whether the program is there
/// @param firewalls sentences of what other firewalls drop, for interfaces by name
record Passage(BooleanSupplier nft, Function<Collection<String>, List<String>> firewalls) implements Check {

    Passage() {
        this(OtherFirewalls::canBeAsked, OtherFirewalls::sentences);
    }

    @Override
    public Stream<Finding> look(Machine machine, Installation warren) {
        var findings = new ArrayList<Finding>();
        var enabled = warren.enabled();
        if (enabled.stream().anyMatch(Network::ipv4)) {
            findings.add(forwarding(machine, warren, "IPv4", "/proc/sys/net/ipv4/ip_forward", "net.ipv4.ip_forward"));
        }
        if (!warren.enabledWithIpv6().isEmpty()) {
            findings.add(forwarding(
                    machine, warren, "IPv6", "/proc/sys/net/ipv6/conf/all/forwarding", "net.ipv6.conf.all.forwarding"));
        }
        if (enabled.stream().anyMatch(Network::nat)) {
            findings.addAll(nat(enabled));
        }
        return findings.stream();
    }

    private static Finding forwarding(
            Machine machine, Installation warren, String family, String file, String setting) {
        String subject = family;
        if (machine.read(file).filter("1"::equals).isPresent()) {
            return Finding.ok("forwarding", subject, "%s forwarding is on.".formatted(family));
        }
        if (!warren.isRunning() && Files.isWritable(machine.path(file))) {
            return Finding.ok(
                    "forwarding",
                    subject,
                    "%s forwarding is off; Warren switches it on when it starts.".formatted(family));
        }
        return Finding.error(
                "forwarding",
                subject,
                "%s forwarding is off, so peers reach this server and nothing behind it.".formatted(family),
                "Set %1$s=1 on the host (sysctl -w %1$s=1, and a file in /etc/sysctl.d), or start the container with --sysctl %1$s=1."
                        .formatted(setting));
    }

    private List<Finding> nat(List<Network> enabled) {
        if (!nft.getAsBoolean()) {
            return List.of(Finding.error(
                    "nat",
                    "",
                    "Interfaces have NAT switched on, and the program nft, which sets it up, can't be used here.",
                    "Install the package nftables, and see that this account may use it."));
        }
        var names = enabled.stream().filter(Network::nat).map(Network::name).toList();
        var dropped = firewalls.apply(names);
        return dropped.isEmpty()
                ? List.of(Finding.ok("nat", "", "NAT can be set up, and no other firewall stands against it."))
                : dropped.stream()
                        .map(sentence -> Finding.error("nat", "", sentence))
                        .toList();
    }
}
