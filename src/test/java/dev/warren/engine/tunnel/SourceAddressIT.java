package dev.warren.engine.tunnel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.warren.endtoend.Eventually;
import dev.warren.endtoend.Namespace;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// From which of its addresses an end speaks: from the one that it was spoken to at, as long as that is right.
///
/// Two namespaces with one link, and Alice's addresses change. wireguard-go is the other end, and doesn't care.
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SourceAddressIT {
    private Namespace left;
    private Namespace right;
    private End alice;
    private End bob;

    @BeforeEach
    void one_link() {
        left = new Namespace("l");
        right = new Namespace("r");
        for (Namespace namespace : new Namespace[] {left, right}) {
            namespace.shell("""
                    echo 0 > /proc/sys/net/ipv6/conf/all/accept_dad
                    echo 0 > /proc/sys/net/ipv6/conf/default/accept_dad
                    echo 0 > /proc/sys/net/ipv4/conf/all/rp_filter
                    echo 0 > /proc/sys/net/ipv4/conf/default/rp_filter
                    """);
        }
        alice = new End(Program.WARREN, left, "wg-alice").listen(10_001).address("192.168.241.1/32");
        bob = new End(Program.WIREGUARD_GO, right, "wg-bob").listen(10_002).address("192.168.241.2/32");
        alice.up().peer(bob, "allowed-ips 192.168.241.2/32");
        bob.up().peer(alice, "allowed-ips 192.168.241.1/32");
        left.run("ip", "route", "add", "192.168.241.2", "dev", "wg-alice", "src", "192.168.241.1");
        right.run("ip", "route", "add", "192.168.241.1", "dev", "wg-bob", "src", "192.168.241.2");
        Namespace.connect(left, "eth", "10.0.0.1/24", "fd00:aa::1/96", right, "eth", "10.0.0.2/24", "fd00:aa::2/96");
        left.shell("echo 1 > /proc/sys/net/ipv4/conf/eth/promote_secondaries");
        for (String address : new String[] {"10.0.0.2", "fd00:aa::2"}) {
            Eventually.within(
                    Duration.ofSeconds(10),
                    "the link is up",
                    () -> left.succeeds("ping", "-c", "1", "-W", "1", address));
        }
    }

    @AfterEach
    void nothing_is_left() {
        left.close();
        right.close();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1/24, 10.0.0.10/24, 10.0.0.2:10002, 10.0.0.10:10001",
        "fd00:aa::1/96, fd00:aa::10/96, [fd00:aa::2]:10002, [fd00:aa::10]:10001"
    })
    void when_its_address_is_replaced_the_next_packet_leaves_from_the_new_one(
            String before, String after, String endpoint, String seen) {
        alice.peer(bob, "endpoint " + endpoint);
        alice.ping("192.168.241.2");

        left.run("ip", "addr", "add", after, "dev", "eth");
        left.run("ip", "addr", "del", before, "dev", "eth");

        alice.ping("192.168.241.2");
        assertEquals(seen, bob.endpoint(alice));
    }

    @Test
    void each_of_several_addresses_answers_for_itself() {
        left.shell("ip addr add 10.0.0.3/24 dev eth; ip addr add fd00:aa::3/96 dev eth");
        for (String asked : new String[] {"10.0.0.1", "[fd00:aa::1]", "10.0.0.3", "[fd00:aa::3]"}) {
            bob.peer(alice, "endpoint " + asked + ":10001");
            bob.ping("192.168.241.1");
            assertEquals(asked + ":10001", bob.endpoint(alice));
        }
    }

    /// The address is on an interface by which no route leads to the asker.
    @Test
    void an_address_of_another_interface_answers_for_itself() {
        left.shell("ip link add other type bridge; ip addr add 10.50.0.1/24 dev other; ip link set other up");
        right.run("ip", "route", "add", "10.50.0.0/24", "dev", "eth");
        bob.peer(alice, "endpoint 10.50.0.1:10001");
        bob.ping("192.168.241.1");
        assertEquals("10.50.0.1:10001", bob.endpoint(alice));
    }

    @Test
    void a_better_route_takes_precedence_over_the_source_in_use() {
        Namespace.connect(left, "eth2", "10.0.0.3/24", "fd00:bb::1/96", right, "eth2", "10.9.9.9/32", "fd00:bb::2/96");
        left.shell("""
                ip route flush dev eth
                ip route flush dev eth2
                ip route add 10.0.0.0/24 dev eth src 10.0.0.1 metric 2
                """);
        alice.peer(bob, "endpoint 10.0.0.2:10002");
        alice.ping("192.168.241.2");
        assertEquals("10.0.0.1:10001", bob.endpoint(alice));

        left.run("ip", "route", "add", "10.0.0.0/24", "dev", "eth2", "src", "10.0.0.3", "metric", "1");

        alice.awaitPing("192.168.241.2");
        Eventually.within(Duration.ofSeconds(20), "alice comes by the better route", () -> {
            alice.reaches("192.168.241.2");
            return bob.endpoint(alice).equals("10.0.0.3:10001");
        });
    }
}
