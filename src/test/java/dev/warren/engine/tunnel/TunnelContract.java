package dev.warren.engine.tunnel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.endtoend.Eventually;
import dev.warren.endtoend.Namespace;
import dev.warren.engine.key.PresharedKey;
import dev.warren.engine.key.PrivateKey;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What any two ends of a tunnel owe each other, after the self-test that the kernel's WireGuard comes with.
///
/// Both programs run in one namespace and meet on its loopback interface; their interfaces are moved to namespaces of
/// their own, while the sockets stay. Alice is Warren.
///
/// This class, [NatContract], [SourceAddressIT], [NestedTunnelIT], [WgToolIT] and [WgQuickIT] cover what that self-test
/// checks, but for what a TUN device can't do; `src/docs/conformance.md` lists that, and tells how to run the self-test
/// itself.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class TunnelContract {
    private static final int ALICES_PORT = 10_001;
    private static final int BOBS_PORT = 10_002;
    private static final String ALICES_ADDRESSES = "allowed-ips 192.168.241.1/32,fd00::1/128";
    private static final String BOBS_ADDRESSES = "allowed-ips 192.168.241.2/32,fd00::2/128";

    private final Program other;
    private final String presharedKey = PresharedKey.generate().base64();
    private Namespace middle;
    private Namespace left;
    private Namespace right;
    private End alice;
    private End bob;

    /// @param other the program at Bob's end
    TunnelContract(Program other) {
        this.other = other;
    }

    @BeforeAll
    void two_ends() {
        middle = new Namespace("m");
        left = new Namespace("l");
        right = new Namespace("r");
        alice = new End(Program.WARREN, middle, "wg-alice").moveTo(left).listen(ALICES_PORT);
        bob = new End(other, middle, "wg-bob").moveTo(right).listen(BOBS_PORT);
        alice.address("192.168.241.1/32", "fd00::1/128");
        bob.address("192.168.241.2/32", "fd00::2/128");
        alice.up().peer(bob, presharedKey, BOBS_ADDRESSES);
        bob.up().peer(alice, presharedKey, ALICES_ADDRESSES);
        left.shell("ip route add 192.168.241.0/24 dev wg-alice; ip route add fd00::/112 dev wg-alice");
        right.shell("ip route add 192.168.241.0/24 dev wg-bob; ip route add fd00::/112 dev wg-bob");
    }

    @AfterAll
    void nothing_is_left() {
        for (Namespace namespace : new Namespace[] {left, right, middle}) {
            if (namespace != null) {
                namespace.close();
            }
        }
    }

    @BeforeEach
    void both_programs_run() {
        assertTrue(middle.succeeds("wg", "show", alice.device()), "alice has ended");
        assertTrue(middle.succeeds("wg", "show", bob.device()), "bob has ended");
    }

    private void meet(String host) {
        alice.listen(ALICES_PORT).peer(bob, "%s endpoint %s:%d".formatted(BOBS_ADDRESSES, host, BOBS_PORT));
        bob.listen(BOBS_PORT).peer(alice, "%s endpoint %s:%d".formatted(ALICES_ADDRESSES, host, ALICES_PORT));
    }

    /// Lets both forget each other, so that the next packet needs a handshake.
    private void meetAnew(String alicesEndpointOfBob, String bobsEndpointOfAlice) {
        alice.peer(bob, "remove").peer(bob, presharedKey, BOBS_ADDRESSES + alicesEndpointOfBob);
        bob.peer(alice, "remove").peer(alice, presharedKey, ALICES_ADDRESSES + bobsEndpointOfAlice);
    }

    @Test
    @Order(1)
    void the_byte_counts_of_ten_pings_are_exact_at_both_ends() {
        meet("127.0.0.1");

        bob.pings(10, "192.168.241.1");

        // An initiation of 148 bytes, or a response of 92, and ten messages of 128: 84 bytes padded to 96, and 32 more.
        // A keepalive of 32 follows if the initiator confirmed the session before it had data for it.
        Set<Long> sent = Set.of(148 + 10 * 128L, 148 + 10 * 128 + 32L);
        assertEquals(92 + 10 * 128, bob.received(alice));
        assertEquals(92 + 10 * 128, alice.sent(bob));
        assertTrue(sent.contains(bob.sent(alice)), "sent " + bob.sent(alice));
        assertTrue(sent.contains(alice.received(bob)), "received " + alice.received(bob));
        assertNotEquals("0", alice.show("latest-handshakes", bob));
        assertNotEquals("0", bob.show("latest-handshakes", alice));
    }

    @Test
    @Order(2)
    void either_end_can_begin() {
        meetAnew(" endpoint 127.0.0.1:" + BOBS_PORT, "");
        alice.pings(10, "192.168.241.2");
        assertEquals("127.0.0.1:" + ALICES_PORT, bob.endpoint(alice), "bob has learned where alice is");
        assertEquals(92 + 10 * 128, alice.received(bob));

        meetAnew("", " endpoint 127.0.0.1:" + ALICES_PORT);
        bob.pings(10, "192.168.241.1");
        assertEquals("127.0.0.1:" + BOBS_PORT, alice.endpoint(bob), "alice has learned where bob is");
        assertEquals(92 + 10 * 128, alice.sent(bob));
    }

    @Test
    @Order(3)
    void without_the_same_preshared_key_nothing_passes() {
        meetAnew(" endpoint 127.0.0.1:" + BOBS_PORT, " endpoint 127.0.0.1:" + ALICES_PORT);
        alice.peer(bob, PresharedKey.generate().base64(), "");
        assertFalse(alice.reaches("192.168.241.2"));
        assertEquals("0", alice.show("latest-handshakes", bob));

        meetAnew(" endpoint 127.0.0.1:" + BOBS_PORT, " endpoint 127.0.0.1:" + ALICES_PORT);
        alice.ping("192.168.241.2");
    }

    @ParameterizedTest
    @Order(4)
    @CsvSource({"127.0.0.1, 1420", "127.0.0.1, 34736", "[::1], 1420", "[::1], 34736"})
    void traffic_of_every_kind_passes(String outer, int mtu) {
        alice.mtu(mtu);
        bob.mtu(mtu);
        meet(outer);

        bob.pings(10, "192.168.241.1");
        alice.pings(10, "192.168.241.2");
        bob.pings(10, "fd00::1");
        alice.pings(10, "fd00::2");
        alice.ping("192.168.241.2", "-s", String.valueOf(mtu - 28));
        Stream.tcp(left, right, "192.168.241.2", 1, "64M");
        Stream.tcp(right, left, "fd00::1", 1, "64M");
        Stream.udp(right, left, "192.168.241.1", "16M");
        Stream.udp(left, right, "fd00::2", "16M");

        assertEquals(outer + ":" + BOBS_PORT, alice.endpoint(bob));
    }

    @ParameterizedTest
    @Order(5)
    @CsvSource({"5", "50"})
    void parallel_streams_pass(int streams) {
        alice.mtu(1420);
        bob.mtu(1420);
        meet("127.0.0.1");

        Stream.tcp(left, right, "192.168.241.2", streams, "64M");
        Stream.tcp(right, left, "192.168.241.1", streams, "64M");
    }

    @Test
    @Order(6)
    void a_peer_that_moves_is_followed_over_ipv4_and_ipv6() {
        middle.shell("ip addr del 127.0.0.1/8 dev lo; ip addr add 127.212.121.99/8 dev lo");
        alice.listen(9999).peer(bob, "endpoint 127.0.0.1:" + BOBS_PORT);
        alice.ping("fd00::2");
        assertEquals("127.212.121.99:9999", bob.endpoint(alice));

        alice.listen(9998).peer(bob, "endpoint [::1]:" + BOBS_PORT);
        alice.ping("192.168.241.2");
        assertEquals("[::1]:9998", bob.endpoint(alice));

        middle.shell("ip addr del 127.212.121.99/8 dev lo; ip addr add 127.0.0.1/8 dev lo");
    }

    @Test
    @Order(7)
    void a_source_address_that_belongs_to_a_more_specific_peer_is_refused_but_its_sender_is_followed() {
        meet("[::1]");
        alice.peer(bob, "allowed-ips 192.168.241.0/24");
        bob.ping("192.168.241.1");
        String stranger = PrivateKey.generate().publicKey().base64();
        alice.peer(stranger, "allowed-ips 192.168.241.2/32");

        bob.listen(9997).peer(alice, "endpoint [::1]:" + ALICES_PORT);
        assertFalse(bob.reaches("192.168.241.1"));
        assertEquals("[::1]:9997", alice.endpoint(bob), "the datagram was authentic");

        alice.peer(stranger, "remove");
        bob.ping("192.168.241.1");
    }

    @Test
    @Order(8)
    void a_new_private_key_is_shaken_hands_with_at_once() {
        meet("127.0.0.1");
        alice.ping("192.168.241.2");
        String former = alice.publicKey();

        alice.key(PrivateKey.generate());
        bob.peer(alice, presharedKey, ALICES_ADDRESSES).peer(former, "remove");

        alice.ping("192.168.241.2");
    }

    @Test
    @Order(9)
    void an_interface_that_goes_down_and_up_again_still_has_its_peers() {
        meet("127.0.0.1");
        left.run("ip", "link", "set", alice.device(), "down");
        Eventually.within(
                Duration.ofSeconds(20),
                "the sockets are closed",
                () -> middle.run("ss", "-Hlun", "sport", "=", ":" + ALICES_PORT).isBlank());
        alice.up();
        left.shell("ip route replace 192.168.241.0/24 dev wg-alice");
        alice.awaitPing("192.168.241.2");
    }

    @Test
    @Order(10)
    void a_deleted_interface_ends_its_program_and_takes_its_socket_along() {
        alice.delete();
        assertFalse(middle.succeeds("wg", "show", alice.device()));
    }
}
