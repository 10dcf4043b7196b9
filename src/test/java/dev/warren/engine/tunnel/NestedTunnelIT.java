package dev.warren.engine.tunnel;

import dev.warren.endtoend.Namespace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A tunnel in a tunnel: Warren at both ends of the outer one, Warren and wireguard-go at those of the inner one.
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NestedTunnelIT {
    private Namespace middle;
    private Namespace left;
    private Namespace right;
    private End alice;
    private End bob;
    private End innerAlice;
    private End innerBob;

    @BeforeEach
    void a_tunnel_in_a_tunnel() {
        middle = new Namespace("m");
        left = new Namespace("l");
        right = new Namespace("r");
        alice = new End(Program.WARREN, middle, "wg-a")
                .moveTo(left)
                .listen(10_001)
                .address("fd00::5:1/128");
        bob = new End(Program.WARREN, middle, "wg-b")
                .moveTo(right)
                .listen(10_002)
                .address("fd00::5:2/128");
        innerAlice = new End(Program.WARREN, left, "wg-ia").listen(5).address("192.168.241.1/32", "fd00::1/128");
        innerBob = new End(Program.WIREGUARD_GO, right, "wg-ib").listen(5).address("192.168.241.2/32", "fd00::2/128");
        alice.up().peer(bob, "allowed-ips fd00::5:2/128 endpoint 127.0.0.1:10002");
        bob.up().peer(alice, "allowed-ips fd00::5:1/128 endpoint 127.0.0.1:10001");
        innerAlice.mtu(1340).up().peer(innerBob, "allowed-ips 192.168.241.2/32,fd00::2/128 endpoint [fd00::5:2]:5");
        innerBob.mtu(1340).up().peer(innerAlice, "allowed-ips 192.168.241.1/32,fd00::1/128 endpoint [fd00::5:1]:5");
        left.shell("ip route add fd00::5:0/112 dev wg-a; ip route add 192.168.241.0/24 dev wg-ia;"
                + "ip route add fd00::/112 dev wg-ia");
        right.shell("ip route add fd00::5:0/112 dev wg-b; ip route add 192.168.241.0/24 dev wg-ib;"
                + "ip route add fd00::/112 dev wg-ib");
    }

    @AfterEach
    void nothing_is_left() {
        left.close();
        right.close();
        middle.close();
    }

    @Test
    void what_is_in_the_inner_one_passes() {
        innerBob.pings(10, "192.168.241.1");
        innerAlice.pings(10, "192.168.241.2");
        innerBob.pings(10, "fd00::1");
        Stream.tcp(left, right, "192.168.241.2", 1, "32M");
        Stream.tcp(right, left, "fd00::1", 5, "32M");
        Stream.udp(left, right, "192.168.241.2", "8M");
    }
}
