package dev.warren.engine.device;

import dev.warren.engine.conn.Endpoint;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/// Alice and Bob, the network between them, and the clock that all three go by.
///
/// Alice is 10.0.0.1 and fd00::1 in the tunnel, Bob 10.0.0.2 and fd00::2. Alice knows where Bob is; Bob finds out.
/// Nothing happens but in [#pump] and [#advance].
final class DevicePair implements AutoCloseable {
    static final long SECOND = 1_000_000_000L;

    final Clock clock = new Clock();
    final Network network = new Network();
    final SeededRandom random;
    final Node alice;
    final Node bob;

    private final List<Node> nodes = new ArrayList<>();

    DevicePair() {
        this(1);
    }

    DevicePair(long seed) {
        random = new SeededRandom(seed);
        alice = node("alice", "192.0.2.1");
        bob = node("bob", "198.51.100.2");
        alice.apply(bobsPeer().endpoint(bob.endpoint()));
        bob.apply(alicesPeer());
    }

    /// Another machine on the network; nobody's peer yet.
    Node node(String name, String outer) {
        Node node = new Node(name, outer, network, clock, random);
        nodes.add(node);
        return node;
    }

    /// Alice, as Bob has to be told of her.
    PeerUpdate alicesPeer() {
        return new PeerUpdate(alice.publicKey()).allow(prefix("10.0.0.1", 32)).allow(prefix("fd00::1", 128));
    }

    /// Bob, as Alice has to be told of him.
    PeerUpdate bobsPeer() {
        return new PeerUpdate(bob.publicKey()).allow(prefix("10.0.0.2", 32)).allow(prefix("fd00::2", 128));
    }

    /// Bob knows where Alice is, too.
    DevicePair mutual() {
        bob.apply(new PeerUpdate(alice.publicKey()).endpoint(alice.endpoint()));
        return this;
    }

    /// With a session, and nothing remembered of how it came about.
    DevicePair connected() {
        aliceSends("hello");
        pump();
        if (!bob.received().equals(List.of("hello"))) {
            throw new AssertionError("no session: " + alice.device.counters().all());
        }
        bob.tun.received.clear();
        network.forget();
        alice.events.clear();
        bob.events.clear();
        return this;
    }

    static Prefix prefix(String address, int length) {
        return Prefix.of(InetAddress.ofLiteral(address).getAddress(), length);
    }

    static Endpoint endpoint(String address, int port) {
        return Endpoint.of(new InetSocketAddress(InetAddress.ofLiteral(address), port));
    }

    void aliceSends(String text) {
        alice.send(Packets.of("10.0.0.1", "10.0.0.2", text));
    }

    void bobSends(String text) {
        bob.send(Packets.of("10.0.0.2", "10.0.0.1", text));
    }

    /// Lets everything happen that happens without time going by.
    void pump() {
        boolean busy = true;
        for (int rounds = 0; busy; rounds++) {
            if (rounds == 10_000) {
                throw new AssertionError("they never come to rest");
            }
            busy = false;
            for (Node node : nodes) {
                busy |= node.pump();
            }
            busy |= network.deliver();
        }
    }

    /// Lets time go by, and whatever is due in it happen at its moment.
    void advance(long nanos) {
        long end = clock.now() + nanos;
        pump();
        for (long next = deadline(); next <= end; next = deadline()) {
            clock.until(Math.max(next, clock.now() + 1));
            pump();
        }
        clock.until(end);
        pump();
    }

    void advanceSeconds(double seconds) {
        advance((long) (seconds * SECOND));
    }

    private long deadline() {
        return nodes.stream().mapToLong(Node::deadline).min().orElse(PeerTimers.OFF);
    }

    boolean isFromAlice(Datagram datagram) {
        return datagram.from().equalsRemote(alice.endpoint());
    }

    boolean isFromBob(Datagram datagram) {
        return datagram.from().equalsRemote(bob.endpoint());
    }

    /// Initiations that a node has sent since the network forgot.
    int initiations(Node from) {
        return network.count(datagram -> datagram.type() == 1 && datagram.from().equalsRemote(from.endpoint()));
    }

    @Override
    public void close() {
        nodes.forEach(Node::close);
    }
}
