package dev.warren.engine.tunnel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.warren.endtoend.Eventually;
import dev.warren.endtoend.Namespace;
import dev.warren.engine.key.PrivateKey;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/// A client behind a router that translates its address and forgets it after two seconds of silence.
///
/// Client 192.168.1.100 – router 192.168.1.1, 10.0.0.1 – server 10.0.0.100; in the tunnel 192.168.241.1 and .2.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class NatContract {
    private static final String MAPPING = "10.0.0.100";

    private final Program serverProgram;
    private Namespace left;
    private Namespace router;
    private Namespace right;
    private End client;
    private End server;

    NatContract(Program serverProgram) {
        this.serverProgram = serverProgram;
    }

    @BeforeAll
    void a_client_behind_nat() {
        left = new Namespace("c");
        router = new Namespace("n");
        right = new Namespace("s");
        Namespace.connect(left, "eth", "192.168.1.100/24", "fc00::9/96", router, "lan", "192.168.1.1/24", "fc00::1/96");
        Namespace.connect(router, "wan", "10.0.0.1/24", "fc01::1/96", right, "eth", "10.0.0.100/24", "fc01::2/96");
        left.shell("ip route add default via 192.168.1.1; ip -6 route add default via fc00::1");
        router.shell("""
                echo 1 > /proc/sys/net/ipv4/ip_forward
                iptables -t nat -A POSTROUTING -s 192.168.1.0/24 -d 10.0.0.0/24 -j SNAT --to 10.0.0.1
                echo 2 > /proc/sys/net/netfilter/nf_conntrack_udp_timeout
                echo 2 > /proc/sys/net/netfilter/nf_conntrack_udp_timeout_stream
                """);
        client = new End(Program.WARREN, left, "wg-client").listen(10_001).address("192.168.241.1/32", "fd00::1/128");
        server = new End(serverProgram, right, "wg-server").listen(10_002).address("192.168.241.2/32", "fd00::2/128");
        client.up().peer(server, "allowed-ips 192.168.241.2/32,fd00::2/128 endpoint 10.0.0.100:10002");
        server.up().peer(client, "allowed-ips 192.168.241.1/32,fd00::1/128");
        left.shell("ip route add 192.168.241.0/24 dev wg-client; ip route add fd00::/112 dev wg-client");
        right.shell("ip route add 192.168.241.0/24 dev wg-server; ip route add fd00::/112 dev wg-server");
        client.awaitPing("192.168.241.2");
    }

    @AfterAll
    void nothing_is_left() {
        for (Namespace namespace : new Namespace[] {left, right, router}) {
            if (namespace != null) {
                namespace.close();
            }
        }
    }

    @Test
    @Order(1)
    void a_keepalive_holds_the_routers_mapping_open() {
        client.peer(server, "persistent-keepalive 1");
        client.ping("192.168.241.2");
        server.ping("192.168.241.1");
        assertEquals("10.0.0.1:10001", server.endpoint(client));

        long before = server.received(client);
        Eventually.within(
                Duration.ofSeconds(10), "four keepalives come", () -> server.received(client) >= before + 4 * 32);
        server.ping("192.168.241.1");
    }

    @Test
    @Order(2)
    void without_a_keepalive_the_mapping_goes_and_the_server_reaches_nobody() {
        client.peer(server, "persistent-keepalive off");
        Eventually.within(
                Duration.ofSeconds(10),
                "the router forgets",
                () -> !router.run("conntrack", "-L", "-p", "udp").contains(MAPPING));
        assertFalse(server.reaches("192.168.241.1"));
        client.ping("192.168.241.2");
        server.ping("192.168.241.1");
    }

    @Test
    @Order(3)
    void a_socket_bound_to_the_interface_passes_even_if_a_mark_makes_the_kernel_route_anew() {
        client.ping("192.168.241.2", "-I", client.device());
        left.run("iptables", "-t", "mangle", "-I", "OUTPUT", "-j", "MARK", "--set-xmark", "1");
        client.ping("192.168.241.2");
        client.ping("192.168.241.2", "-I", client.device());
        left.run("iptables", "-t", "mangle", "-D", "OUTPUT", "-j", "MARK", "--set-xmark", "1");
    }

    @Test
    @Order(4)
    void a_peer_behind_a_peer_of_the_same_interface_is_reached_and_a_loop_stops_nothing() {
        End inner = new End(serverProgram, right, "wg-inner")
                .listen(5)
                .address("192.168.242.2/32")
                .up()
                .peer(client, "allowed-ips 192.168.242.1/32");
        right.run("ip", "route", "add", "192.168.242.1", "dev", "wg-inner");
        client.address("192.168.242.1/32");
        left.run("ip", "route", "add", "192.168.242.2", "dev", "wg-client", "src", "192.168.242.1");
        client.peer(inner, "allowed-ips 192.168.242.2/32 endpoint 192.168.241.2:5");
        client.awaitPing("192.168.242.2");
        inner.delete();

        // Now the way to the peer leads through the peer itself.
        client.peer(inner, "endpoint 192.168.242.2:5");
        long before = client.sent(inner);
        assertFalse(client.reaches("192.168.242.2"));
        assertTrue(client.sent(inner) - before < 70_000, "it sent " + (client.sent(inner) - before));
        client.peer(inner, "remove");
        client.ping("192.168.241.2");
        left.run("ip", "addr", "del", "192.168.242.1/32", "dev", "wg-client");
    }

    /// The rules that `wg-quick` makes for `0.0.0.0/0` and `::/0`: everything goes into the tunnel, but what
    /// carries its
    /// mark.
    @Test
    @Order(5)
    void the_mark_keeps_the_tunnels_own_datagrams_out_of_the_tunnel_that_is_the_default_route() {
        right.shell("ip addr add 192.168.99.7/32 dev wg-server; ip addr add abab::1111/128 dev wg-server nodad");
        client.set("fwmark 51820").peer(server, "allowed-ips 192.168.99.7,abab::1111");
        left.shell("""
                ip -6 route add default dev wg-client table 51820
                ip -6 rule add not fwmark 51820 table 51820
                ip -6 rule add table main suppress_prefixlength 0
                ip -4 route add default dev wg-client table 51820
                ip -4 rule add not fwmark 51820 table 51820
                ip -4 rule add table main suppress_prefixlength 0
                echo 0 > /proc/sys/net/ipv4/conf/eth/rp_filter
                """);
        client.pings(100, "192.168.99.7", "-I", "192.168.241.1");
        client.pings(100, "abab::1111", "-I", "fd00::1");
    }

    /// The kernel's own WireGuard would say it from 10.0.0.100: what is written to a TUN device comes from afar, so
    /// that an
    /// address of this machine would be taken for forged.
    @Test
    @Order(6)
    void who_routes_through_a_tunnel_that_has_no_peer_for_it_is_told_so_by_the_server() {
        assumeTrue(serverProgram == Program.WARREN, "wireguard-go drops without a word");
        right.shell("""
                iptables -t nat -A POSTROUTING -s 10.0.0.0/24 -d 192.168.241.0/24 -j SNAT --to 192.168.241.2
                echo 1 > /proc/sys/net/ipv4/ip_forward
                """);
        router.run("ip", "-4", "route", "add", "192.168.241.1", "via", "10.0.0.100");
        server.peer(client, "remove");
        assertTrue(router.run("sh", "-c", "ping -n -W 1 -c 1 192.168.241.1 || true")
                .contains("From 192.168.241.1 icmp_seq=1 Destination Host Unreachable"));
    }

    @Test
    @Order(7)
    void a_stranger_is_not_answered() {
        String before = client.show("transfer");
        client.peer(
                PrivateKey.generate().publicKey().base64(), "endpoint 10.0.0.100:10002 allowed-ips 192.168.243.1/32");
        left.run("ip", "route", "add", "192.168.243.1", "dev", "wg-client");
        assertFalse(client.reaches("192.168.243.1"));
        assertTrue(client.show("transfer").contains("\t0\t148"), "sent an initiation, heard nothing; before " + before);
    }
}
