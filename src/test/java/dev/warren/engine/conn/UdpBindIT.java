package dev.warren.engine.conn;

import static dev.warren.engine.conn.Datagrams.numbered;
import static dev.warren.engine.conn.Datagrams.times;
import static dev.warren.engine.linux.NetworkNamespace.await;
import static dev.warren.engine.linux.NetworkNamespace.inside;
import static dev.warren.engine.linux.NetworkNamespace.sh;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.engine.linux.Netlink;
import dev.warren.engine.linux.NetworkNamespace;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Binds in network namespaces whose addresses, routes and rules change.
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class UdpBindIT {

    /// The namespace of bob in [#twoLinks].
    private static final AtomicInteger BOB = new AtomicInteger();

    @ParameterizedTest
    @CsvSource({"10.8.0.1, 10.8.0.2", "fd00::1, fd00::2"})
    void the_answer_leaves_from_the_address_that_was_asked(String peer, String asked) throws Exception {
        inside(() -> {
            twoAddresses();
            try (Datagrams alice = Datagrams.open();
                    Datagrams bob = Datagrams.open()) {
                alice.send(bob.at(asked).withSource(InetAddress.ofLiteral(peer), link("lo")), 5);
                bob.receive();
                Endpoint seen = bob.in.endpoint(0);
                assertTrue(seen.equalsRemote(alice.at(peer)));

                bob.send(seen, 6);
                alice.receive();
                assertTrue(alice.in.endpoint(0).equalsRemote(bob.at(asked)));

                bob.send(seen.withoutSource(), 6);
                alice.receive();
                assertTrue(alice.in.endpoint(0).equalsRemote(bob.at(peer)), "routing chooses another");
            }
        });
    }

    @ParameterizedTest
    @CsvSource({"10.8.0.1, 10.8.0.2/32", "fd00::1, fd00::2/128"})
    void an_address_that_has_gone_is_no_source_any_more(String peer, String asked) throws Exception {
        inside(() -> {
            twoAddresses();
            try (Datagrams alice = Datagrams.open();
                    Datagrams bob = Datagrams.open()) {
                InetAddress source = InetAddress.ofLiteral(asked.substring(0, asked.indexOf('/')));
                Endpoint endpoint = alice.at(peer).withSource(source, link("lo"));
                assertEquals(3, bob.send(endpoint, 1000, 1000, 1000));
                assertEquals(0, bob.bind.count(BindEvent.SOURCE_REFUSED));
                alice.receive();
                assertTrue(alice.in.endpoint(0).equalsRemote(bob.at(source.getHostAddress())));

                sh("ip addr del " + asked + " dev lo");
                assertEquals(3, bob.send(endpoint, 1000, 1000, 1000));
                assertEquals(numbered(1000, 1000, 1000), alice.receiveDatagrams(3));
                assertTrue(alice.in.endpoint(0).equalsRemote(bob.at(peer)));
                assertEquals(1, bob.bind.count(BindEvent.SOURCE_REFUSED));
            }
        });
    }

    @Test
    void an_interface_that_has_gone_is_no_way_any_more() throws Exception {
        inside(() -> {
            try (Datagrams alice = Datagrams.open();
                    Datagrams bob = Datagrams.open()) {
                for (String ip : new String[] {"127.0.0.1", "::1"}) {
                    Endpoint endpoint = alice.at(ip).withSource(InetAddress.ofLiteral(ip), 4711);
                    assertEquals(1, bob.send(endpoint, 5));
                    alice.receive();
                }
                assertEquals(1, bob.bind.count(BindEvent.SOURCE_REFUSED), "IPv4 asks beforehand");
            }
        });
    }

    @ParameterizedTest
    @CsvSource({"10.8.0.1, 10.8.0.2, 192.0.2.7, 10.9.0.1/24", "fd01::1, fd01::2, 2001:db8::7, fd02::1/64"})
    void a_source_holds_until_its_address_or_route_goes(String left, String gateway, String far, String right)
            throws Exception {
        inside(() -> {
            sh("ip link add left type veth peer name right; ip link set left up; ip link set right up;"
                    + "ip addr add " + left + (left.contains(":") ? "/64 nodad" : "/24") + " dev left;"
                    + "ip addr add " + right + (left.contains(":") ? " nodad" : "") + " dev right;"
                    + "ip route add " + far + " via " + gateway + " metric 100");
            try (SourceRoutes routes = SourceRoutes.open()) {
                Endpoint plain = Endpoint.of(new InetSocketAddress(far, 9));
                Endpoint endpoint = plain.withSource(InetAddress.ofLiteral(left), link("left"));
                assertTrue(routes.hold(plain, 0, 0));
                assertTrue(routes.hold(endpoint, 0, 0));
                assertFalse(routes.hold(plain.withSource(InetAddress.ofLiteral(left), link("right")), 0, 0));

                sh("ip route add " + far + " dev right metric 50");
                assertFalse(routes.hold(endpoint, 0, 0), "another interface's route takes precedence");
                assertTrue(routes.hold(endpoint, 0, link("left")), "but not for a socket that is bound to this one");
                sh("ip route del " + far + " dev right metric 50");
                assertTrue(routes.hold(endpoint, 0, 0));
                sh("ip route del " + far + " via " + gateway + " metric 100");
                assertFalse(routes.hold(endpoint, 0, 0), "no route");
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void a_path_narrower_than_a_segment_gets_fragments(String ip) throws Exception {
        inside(() -> {
            sh("ip link set lo mtu 1300");
            try (Datagrams alice = Datagrams.open();
                    Datagrams bob = Datagrams.open()) {
                Endpoint to = bob.at(ip);
                assertEquals(20, alice.send(to, times(20, 1452)));
                assertEquals(numbered(times(20, 1452)), bob.receiveDatagrams(20));
                assertEquals(20, alice.send(to, times(20, 1452)));
                bob.receiveDatagrams(20);
                assertEquals(1, alice.bind.count(BindEvent.SEGMENT_TOO_LARGE), "remembered");
            }
        });
    }

    @Test
    void a_source_that_lost_its_route_is_told_of_until_the_watch_is_closed() throws Exception {
        inside(() -> {
            sh("ip link add left type veth peer name right; ip link set left up; ip link set right up;"
                    + "ip addr add 10.8.0.1/24 dev left; ip addr add 10.9.0.1/24 dev right;"
                    + "ip route add 192.0.2.7 via 10.8.0.2 metric 100");
            Endpoint endpoint = Endpoint.of(new InetSocketAddress("192.0.2.7", 9))
                    .withSource(InetAddress.ofLiteral("10.8.0.1"), link("left"));
            CountDownLatch lost = new CountDownLatch(1);
            CountDownLatch restored = new CountDownLatch(1);
            AtomicInteger calls = new AtomicInteger();
            SourceWatch watch = SourceWatch.start("watch", routes -> {
                calls.incrementAndGet();
                if (!routes.hold(endpoint, 0, 0)) {
                    lost.countDown();
                } else if (lost.getCount() == 0) {
                    restored.countDown();
                }
            });
            sh("ip route add 192.0.2.7 dev right metric 50");
            lost.await();
            sh("ip route del 192.0.2.7 dev right metric 50");
            restored.await();
            watch.close();
            int before = calls.get();
            sh("ip link set right down");
            assertEquals(before, calls.get());
        });
    }

    @Test
    void the_mark_decides_the_route_and_changes_live() throws Exception {
        inside(() -> {
            sh("ip rule add pref 5 fwmark 0x77 unreachable; ip -6 rule add pref 5 fwmark 0x77 unreachable;"
                    + "ip rule del pref 0; ip rule add pref 10 lookup local");
            try (Datagrams alice = new Datagrams(UdpBind.open(0, 0x77, null, Gso.AUTO));
                    Datagrams bob = Datagrams.open()) {
                assertEquals(0, alice.send(bob.at("127.0.0.1"), 5, 5));
                assertEquals(2, alice.bind.count(BindEvent.SEND_UNREACHABLE));
                alice.bind.setMark(0);
                assertEquals(1, alice.send(bob.at("127.0.0.1"), 5));
                alice.bind.setMark(0x77);
                assertEquals(0, alice.send(bob.at("127.0.0.1"), 5));
            }
        });
    }

    @Test
    void what_a_firewall_forbids_is_counted_as_forbidden() throws Exception {
        inside(() -> {
            sh("nft 'table inet t { chain c { type filter hook output priority 0; udp length 13 drop; }; }'");
            try (Datagrams alice = Datagrams.open();
                    Datagrams bob = Datagrams.open()) {
                assertEquals(1, alice.send(bob.at("127.0.0.1"), 5, 6));
                assertEquals(1, alice.bind.count(BindEvent.SEND_FORBIDDEN));
                assertEquals("6 of 1", bob.receiveDatagrams(1).getFirst());
            }
        });
    }

    @Test
    void a_destination_without_a_route_is_counted_as_unreachable() throws Exception {
        inside(() -> {
            try (Datagrams alice = Datagrams.open()) {
                assertEquals(0, alice.send(Endpoint.of(new InetSocketAddress("203.0.113.1", 9)), 5));
                assertEquals(0, alice.send(Endpoint.of(new InetSocketAddress("2001:db8::1", 9)), 5));
                assertEquals(2, alice.bind.count(BindEvent.SEND_UNREACHABLE));
            }
        });
    }

    @Test
    void ipv6_switched_off_leaves_ipv4() throws Exception {
        inside(() -> {
            sh("sysctl -q net.ipv6.conf.all.disable_ipv6=1");
            try (Datagrams alice = Datagrams.open();
                    Datagrams bob = Datagrams.open()) {
                assertEquals(0, alice.send(bob.at("::1"), 5));
                assertEquals(1, alice.send(bob.at("127.0.0.1"), 5));
                assertEquals(numbered(5), bob.receiveDatagrams(1));
            }
        });
    }

    @Test
    void a_bind_to_a_device_hears_that_device_only() throws Exception {
        inside(() -> {
            sh("ip link add left type veth peer name right; ip link set left up; ip link set right up;"
                    + "ip addr add 10.8.0.1/24 dev left");
            try (Datagrams alice = Datagrams.open();
                    Datagrams bound = new Datagrams(UdpBind.open(0, 0, "left", Gso.AUTO))) {
                alice.send(bound.at("127.0.0.1"), 5);
                assertEquals(0, bound.bind.receive(bound.in));
            }
            try (Datagrams alice = Datagrams.open();
                    Datagrams bound = new Datagrams(UdpBind.open(0, 0, "lo", Gso.AUTO))) {
                alice.send(bound.at("127.0.0.1"), 5);
                bound.receive();
                assertEquals(1, bound.send(bound.in.endpoint(0), 7));
                assertEquals(numbered(7), alice.receiveDatagrams(1));
            }
        });
    }

    @Test
    void a_link_local_peer_is_answered_through_its_scope() throws Exception {
        twoLinks("""
                for i in 1 2; do ip link set $side$i addrgenmode none up
                ip addr add fe80::$own/64 dev $side$i nodad
                until ip -6 route show table local dev $side$i | grep -q fe80::$own; do :; done; done""", (alice, bob) -> {
            // Both links have the same addresses: only the scope tells them apart.
            byte[] address = InetAddress.ofLiteral("fe80::2").getAddress();
            for (String name : new String[] {"a1", "a2"}) {
                int scope = link(name);
                Endpoint to = Endpoint.of(
                        new InetSocketAddress(Inet6Address.getByAddress(null, address, scope), bob.bind.port()));
                assertEquals(1, alice.send(to, 5));
                bob.receive();
                Endpoint seen = bob.in.endpoint(0);
                assertEquals(seen.sourceInterface(), seen.scope);
                assertEquals(1, bob.send(seen, 7));
                alice.receive();
                assertTrue(alice.in.endpoint(0).equalsRemote(to));
                assertEquals(scope, alice.in.endpoint(0).sourceInterface());
            }
        });
    }

    @Test
    void an_uplink_without_a_way_back_leaves_the_answer_to_routing() throws Exception {
        twoLinks("""
                for i in 1 2; do ip link set $side$i up; ip addr add 10.$i.0.$own/24 dev $side$i; done
                if [ $side = a ]; then ip addr add 192.0.2.9/32 dev lo; else ip route add default via 10.1.0.1; fi
                sysctl -q net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
                for i in 1 2; do sysctl -q net.ipv4.conf.$side$i.rp_filter=0; done""", (alice, bob) -> {
            Endpoint to = Endpoint.of(new InetSocketAddress("10.2.0.2", bob.bind.port()))
                    .withSource(InetAddress.ofLiteral("192.0.2.9"), link("a2"));
            assertEquals(1, alice.send(to, 5));
            bob.receive();
            assertEquals(1, bob.send(bob.in.endpoint(0), 7));
            alice.receive();
            assertTrue(alice.in.endpoint(0).equalsRemote(to), "from the address that was asked");
            assertEquals(link("a1"), alice.in.endpoint(0).sourceInterface(), "the only way back");
        });
    }

    @Test
    void of_several_uplinks_each_answers_for_itself_until_it_goes() throws Exception {
        twoLinks("""
                for i in 1 2; do ip link set $side$i up; ip addr add 10.$i.0.$own/24 dev $side$i; done
                if [ $side = a ]; then ip addr add 192.0.2.9/32 dev lo
                else ip route add default via 10.1.0.1 metric 10; ip route add default via 10.2.0.1 metric 20; fi
                sysctl -q net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
                for i in 1 2; do sysctl -q net.ipv4.conf.$side$i.rp_filter=0; done""", (alice, bob) -> {
            Endpoint to = Endpoint.of(new InetSocketAddress("10.2.0.2", bob.bind.port()))
                    .withSource(InetAddress.ofLiteral("192.0.2.9"), link("a2"));
            assertEquals(1, alice.send(to, 5));
            bob.receive();
            Endpoint seen = bob.in.endpoint(0);
            assertEquals("192.0.2.9", seen.address().getAddress().getHostAddress());

            assertEquals(1, bob.send(seen, 7));
            alice.receive();
            assertTrue(alice.in.endpoint(0).equalsRemote(to), "from the address that was asked");
            assertEquals(link("a2"), alice.in.endpoint(0).sourceInterface(), "over the same uplink");

            sh("ip link set a2 down");
            bobsEnd("ip link set b2 down");
            assertEquals(1, bob.send(seen, 7));
            alice.receive();
            assertEquals(link("a1"), alice.in.endpoint(0).sourceInterface(), "over the one that is left");
            assertEquals(1, bob.bind.count(BindEvent.SOURCE_REFUSED));
        });
    }

    /// Two addresses of each family, of which routing prefers neither.
    private static void twoAddresses() throws Exception {
        for (int i = 1; i <= 2; i++) {
            sh("ip addr add 10.8.0.%1$d/32 dev lo; ip addr add fd00::%1$d/128 dev lo nodad".formatted(i));
            await("ip -6 route show table local", "local fd00::" + i + " ");
        }
    }

    /// What runs with a bind in each of two namespaces, in alice's.
    @FunctionalInterface
    private interface Meeting {
        void run(Datagrams alice, Datagrams bob) throws Exception;
    }

    /// Two namespaces with two links between them, a1–b1 and a2–b2.
    ///
    /// @param setup runs in both, with `side` a or b, `own` 1 or 2
    private static void twoLinks(String setup, Meeting meeting) throws Exception {
        inside(() -> {
            BOB.set(NetworkNamespace.id());
            try (Datagrams bob = Datagrams.open()) {
                inside(() -> {
                    for (int i = 1; i <= 2; i++) {
                        sh("ip link add a%1$d type veth peer name b%1$d; ip link set b%1$d netns %2$d"
                                .formatted(i, BOB.get()));
                    }
                    sh("side=a own=1\n" + setup);
                    bobsEnd("side=b own=2\n" + setup);
                    for (int i = 1; i <= 2; i++) {
                        await("ip link show a" + i, "state UP");
                        await(bobs("ip link show b" + i), "state UP");
                    }
                    try (Datagrams alice = Datagrams.open()) {
                        meeting.run(alice, bob);
                    }
                });
            }
        });
    }

    private static void bobsEnd(String command) throws Exception {
        sh(bobs(command));
    }

    /// The command, to be run in bob's namespace.
    private static String bobs(String command) {
        return "nsenter --net=/proc/" + BOB.get() + "/ns/net sh -e <<'END'\n" + command + "\nEND";
    }

    /// Index of an interface in the namespace of the calling thread.
    private static int link(String name) {
        try (Netlink netlink = Netlink.open()) {
            return netlink.link(name).index();
        }
    }
}
