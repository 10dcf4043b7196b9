package dev.warren.engine.linux;

import static dev.warren.engine.linux.NetworkNamespace.inside;
import static dev.warren.engine.linux.NetworkNamespace.sh;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.engine.linux.NetlinkEvent.AddressAdded;
import dev.warren.engine.linux.NetlinkEvent.AddressRemoved;
import dev.warren.engine.linux.NetlinkEvent.LinkChanged;
import dev.warren.engine.linux.NetlinkEvent.LinkRemoved;
import dev.warren.engine.linux.NetlinkEvent.RoutesChanged;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Changes in a network namespace, checked with `ip`.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NetlinkIT {

    @Test
    void an_interface_gets_mtu_queue_length_and_state() throws Exception {
        inside(() -> {
            sh("ip link add left type veth peer name right");
            try (Netlink netlink = Netlink.open()) {
                Link left = netlink.link("left");
                assertFalse(left.up());
                netlink.setMtu(left, 1420);
                netlink.setTxQueueLength(left, 777);
                netlink.setUp(left, true);
                String shown = sh("ip link show left");
                assertTrue(shown.contains("mtu 1420") && shown.contains("qlen 777") && shown.contains("UP"), shown);
                assertEquals(new Link(left.index(), "left", true, 1420), netlink.link("left"));
                netlink.setUp(left, false);
                assertFalse(netlink.link("left").up());
            }
        });
    }

    @Test
    void addresses_of_both_families_come_and_go() throws Exception {
        inside(() -> {
            sh("ip link add left type veth peer name right");
            try (Netlink netlink = Netlink.open()) {
                Link left = netlink.link("left");
                netlink.addAddress(left, ip("10.8.0.1"), 24);
                netlink.addAddress(left, ip("fd00::1"), 64);
                assertEquals(Set.of("10.8.0.1/24", "fd00:0:0:0:0:0:0:1/64"), addresses(netlink, left));
                assertTrue(sh("ip addr show left").contains("inet 10.8.0.1/24"));

                netlink.removeAddress(left, ip("10.8.0.1"), 24);
                netlink.removeAddress(left, ip("fd00::1"), 64);
                assertEquals(Set.of(), addresses(netlink, left));
            }
        });
    }

    @Test
    void a_refusal_names_the_call_the_object_and_the_reason() throws Exception {
        inside(() -> {
            sh("ip link add left type veth peer name right");
            try (Netlink netlink = Netlink.open()) {
                Link left = netlink.link("left");
                netlink.addAddress(left, ip("10.8.0.1"), 24);
                ErrnoException twice =
                        assertThrows(ErrnoException.class, () -> netlink.addAddress(left, ip("10.8.0.1"), 24));
                assertEquals(Errno.EEXIST, twice.errno());
                assertTrue(
                        twice.getMessage().startsWith("add address 10.8.0.1/24 to left: Already exists (EEXIST)"),
                        twice.getMessage());

                ErrnoException missing =
                        assertThrows(ErrnoException.class, () -> netlink.removeAddress(left, ip("10.9.0.1"), 24));
                assertEquals(Errno.EADDRNOTAVAIL, missing.errno());

                ErrnoException mtu = assertThrows(ErrnoException.class, () -> netlink.setMtu(left, 10));
                assertTrue(
                        mtu.getMessage().startsWith("set MTU of left to 10: Invalid argument (EINVAL): mtu less than"),
                        mtu.getMessage());

                Route route = Route.through(left, ip("192.0.2.0"), 24);
                ErrnoException down = assertThrows(ErrnoException.class, () -> netlink.addRoute(route));
                assertTrue(
                        down.getMessage().startsWith("add route 192.0.2.0/24 dev left: Network is down (ENETDOWN)"),
                        down.getMessage());

                Link gone = new Link(99, "gone0", true, 1500);
                assertEquals(
                        Errno.ENODEV,
                        assertThrows(ErrnoException.class, () -> netlink.setUp(gone, true))
                                .errno());
            }
        });
    }

    @Test
    void routes_come_and_go_in_any_table() throws Exception {
        inside(() -> {
            sh("ip link add left type veth peer name right; ip link set left up; ip link set right up");
            try (Netlink netlink = Netlink.open()) {
                Link left = netlink.link("left");
                netlink.addAddress(left, ip("10.8.0.1"), 24);
                netlink.addAddress(left, ip("fd00::1"), 64);
                List<Route> routes = List.of(
                        Route.through(left, ip("192.0.2.77"), 24),
                        Route.through(left, ip("2001:db8::"), 32).inTable(51820),
                        Route.through(left, ip("0.0.0.0"), 0).inTable(51820),
                        Route.through(left, ip("198.51.100.0"), 24).via(ip("10.8.0.2")));
                routes.forEach(netlink::addRoute);
                assertEquals("192.0.2.0/24 dev left proto static scope link \n", sh("ip route show 192.0.2.0/24"));
                assertTrue(sh("ip -6 route show table 51820").startsWith("2001:db8::/32 dev left proto static"));
                assertTrue(sh("ip route show table 51820").startsWith("default dev left proto static"));
                assertTrue(sh("ip route show 198.51.100.0/24").contains("via 10.8.0.2 dev left"));
                ErrnoException twice = assertThrows(ErrnoException.class, () -> netlink.addRoute(routes.get(1)));
                assertEquals("add route 2001:db8:0:0:0:0:0:0/32 dev left table 51820", twice.call());
                assertEquals(Errno.EEXIST, twice.errno());

                routes.forEach(netlink::removeRoute);
                assertEquals("", sh("ip route show table 51820; ip -6 route show table 51820"));
                assertEquals(
                        Errno.ESRCH,
                        assertThrows(ErrnoException.class, () -> netlink.removeRoute(routes.getFirst()))
                                .errno());
            }
        });
    }

    @Test
    void the_path_depends_on_mark_and_source() throws Exception {
        inside(() -> {
            sh("""
                    ip link add left type veth peer name right; ip link set left up; ip link set right up
                    ip addr add 10.8.0.1/24 dev left; ip addr add 10.9.0.1/24 dev right
                    ip route add default via 10.8.0.2
                    ip route add default via 10.9.0.2 table 77; ip rule add fwmark 0x77 table 77
                    ip rule add from 10.9.0.1 table 77""");
            try (Netlink netlink = Netlink.open()) {
                int left = netlink.link("left").index();
                int right = netlink.link("right").index();
                InetAddress far = ip("203.0.113.9");
                assertEquals(new RoutePath(left, ip("10.8.0.1"), ip("10.8.0.2"), 254), netlink.path(far, null, 0));
                assertEquals(new RoutePath(right, ip("10.9.0.1"), ip("10.9.0.2"), 77), netlink.path(far, null, 0x77));
                RoutePath sourced = netlink.path(far, ip("10.9.0.1"), 0);
                assertNotNull(sourced);
                assertEquals(right, sourced.link());
                assertNull(netlink.path(far, ip("10.7.7.7"), 0), "not an address of this machine");
                assertNull(netlink.path(ip("2001:db8::1"), null, 0), "no route");
            }
        });
    }

    @Test
    void the_monitor_tells_of_links_addresses_and_routes() throws Exception {
        inside(() -> {
            try (NetlinkMonitor monitor = NetlinkMonitor.open()) {
                sh("ip link add left type veth peer name right");
                await(
                        monitor,
                        e -> e instanceof LinkChanged(Link link) && link.name().equals("left") && !link.up());
                sh("ip link set left mtu 1300 up; ip link set right up");
                await(monitor, e -> e instanceof LinkChanged(Link link) && link.up() && link.mtu() == 1300);
                sh("ip addr add 10.8.0.1/24 dev left");
                await(
                        monitor,
                        e -> e instanceof AddressAdded(LinkAddress a)
                                && a.toString().equals("10.8.0.1/24"));
                sh("ip route add 192.0.2.0/24 dev left");
                await(monitor, RoutesChanged.class::isInstance);
                sh("ip -6 rule add fwmark 7 table 77");
                await(monitor, RoutesChanged.class::isInstance);
                sh("ip addr del 10.8.0.1/24 dev left");
                await(
                        monitor,
                        e -> e instanceof AddressRemoved(LinkAddress a)
                                && a.toString().equals("10.8.0.1/24"));
                sh("ip link del left");
                await(
                        monitor,
                        e -> e instanceof LinkRemoved(Link link) && link.name().equals("left"));
            }
        });
    }

    @Test
    void a_million_route_changes_are_one_event_and_an_overrun_is_told() throws Exception {
        inside(() -> {
            try (NetlinkMonitor monitor = NetlinkMonitor.open()) {
                sh("""
                        ip link add left type veth peer name right; ip link set left up; ip link set right up
                        i=0; while [ $i -lt 4000 ]; do echo "route add 10.$((i / 250)).$((i % 250)).0/24 dev left"
                        i=$((i + 1)); done | ip -batch -""");
                List<NetlinkEvent> events = new ArrayList<>();
                for (List<NetlinkEvent> some = monitor.read(); !some.isEmpty(); some = monitor.read()) {
                    events.addAll(some);
                }
                assertTrue(events.stream().anyMatch(NetlinkEvent.Overrun.class::isInstance), "too much to hold");
                assertTrue(
                        events.stream().filter(RoutesChanged.class::isInstance).count() < 100);
            }
        });
    }

    private static void await(NetlinkMonitor monitor, Predicate<NetlinkEvent> wanted) {
        while (monitor.await()) {
            if (monitor.read().stream().anyMatch(wanted)) {
                return;
            }
        }
    }

    /// The addresses that somebody gave the interface.
    private static Set<String> addresses(Netlink netlink, Link link) {
        return netlink.addresses(link).stream()
                .filter(address -> !address.address().isLinkLocalAddress())
                .map(LinkAddress::toString)
                .collect(Collectors.toSet());
    }

    private static InetAddress ip(String text) throws Exception {
        return InetAddress.ofLiteral(text);
    }
}
