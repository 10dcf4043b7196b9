package dev.warren.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The way from this machine to the internet: whether a tunnel's packets fit it, and whether IPv6 goes there.
final class Uplink implements Check {

    private static final String NOWHERE = "0".repeat(32);

    /// What WireGuard and UDP add to a packet, under the larger header of IPv6 and under that of IPv4.
    private static final int OVERHEAD_IPV6 = 80;

    private static final int OVERHEAD_IPV4 = 60;
    private static final int SMALLEST_IPV6 = 1280;

    @Override
    public Stream<Finding> look(Machine machine, Installation warren) {
        var findings = new ArrayList<Finding>();
        Optional<String> ipv4 = ipv4Device(machine);
        Optional<String> ipv6 = ipv6Device(machine);
        Optional<String> device = ipv4.or(() -> ipv6);
        if (device.isEmpty()) {
            findings.add(Finding.warning(
                    "uplink",
                    "",
                    "No route of this machine leads everywhere, so clients can't reach the internet through it.",
                    "Give the machine a default route, if that is wanted."));
        }
        device.ifPresent(name -> findings.addAll(mtu(machine, warren, name, ipv6.isPresent())));
        findings.addAll(ipv6(machine, warren, ipv6.isPresent()));
        return findings.stream();
    }

    // Iface Destination Gateway Flags RefCnt Use Metric Mask …
    private static Optional<String> ipv4Device(Machine machine) {
        return machine.rows("/proc/net/route")
                .filter(row -> row.length > 7 && row[1].equals("00000000") && row[7].equals("00000000"))
                .map(row -> row[0])
                .findFirst();
    }

    // Destination, its length, … device
    private static Optional<String> ipv6Device(Machine machine) {
        return machine.rows("/proc/net/ipv6_route")
                .filter(row -> row.length > 9 && row[0].equals(NOWHERE) && row[1].equals("00"))
                .map(row -> row[9])
                .filter(name -> !name.equals("lo"))
                .findFirst();
    }

    private static List<Finding> mtu(Machine machine, Installation warren, String device, boolean overIpv6) {
        Optional<Integer> mtu =
                machine.read("/sys/class/net/" + device + "/mtu").map(Integer::valueOf);
        if (mtu.isEmpty() || warren.enabled().isEmpty()) {
            return List.of();
        }
        int overhead = overIpv6 ? OVERHEAD_IPV6 : OVERHEAD_IPV4;
        int largest = mtu.get() - overhead;
        return warren.enabled().stream()
                .map(network -> network.mtu() <= largest
                        ? Finding.ok(
                                "mtu",
                                network.name(),
                                "Packets of %s (MTU %d) fit %s (MTU %d)."
                                        .formatted(network.name(), network.mtu(), device, mtu.get()))
                        : tooLarge(network, device, mtu.get(), largest))
                .toList();
    }

    private static Finding tooLarge(Network network, String device, int mtu, int largest) {
        String remedy = network.ipv6() && largest < SMALLEST_IPV6
                ? "Raise the MTU of %s; IPv6 in the tunnel needs an MTU of %d there."
                        .formatted(device, SMALLEST_IPV6 + OVERHEAD_IPV6)
                : "Set the MTU of %s to %d, and let clients fetch their configuration again."
                        .formatted(network.name(), largest);
        return Finding.warning(
                "mtu",
                network.name(),
                "%s has MTU %d, and %s carries %d: its large packets are cut in two or lost on the way."
                        .formatted(network.name(), network.mtu(), device, mtu),
                remedy);
    }

    private static List<Finding> ipv6(Machine machine, Installation warren, boolean hasRoute) {
        List<String> wanting =
                warren.enabledWithIpv6().stream().map(Network::name).toList();
        if (wanting.isEmpty()) {
            return List.of();
        }
        boolean off = machine.read("/proc/net/if_inet6").isEmpty()
                || machine.read("/proc/sys/net/ipv6/conf/all/disable_ipv6")
                        .filter("1"::equals)
                        .isPresent();
        String names = String.join(", ", wanting);
        if (off) {
            return List.of(
                    Finding.error(
                            "ipv6",
                            "",
                            "IPv6 is switched off on this machine, and %s has an IPv6 range.".formatted(names),
                            "Switch it on (sysctl -w net.ipv6.conf.all.disable_ipv6=0), or set WARREN_INTERFACES_DISABLE_IPV6=true."));
        }
        return List.of(
                hasRoute
                        ? Finding.ok("ipv6", "", "IPv6 leads to the internet.")
                        : Finding.note(
                                "ipv6",
                                "",
                                "This machine has no IPv6 to the internet: what clients of %s send there by IPv6 goes no further."
                                        .formatted(names),
                                "Leave it so, and nothing of theirs passes beside the tunnel; programs fall back to IPv4. Or give the machine IPv6."));
    }
}
