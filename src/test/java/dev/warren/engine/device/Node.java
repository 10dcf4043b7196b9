package dev.warren.engine.device;

import dev.warren.engine.conn.Bind;
import dev.warren.engine.conn.Endpoint;
import dev.warren.engine.crypto.Aead;
import dev.warren.engine.key.PrivateKey;
import dev.warren.engine.key.PublicKey;
import dev.warren.engine.linux.Errno;
import dev.warren.engine.linux.ErrnoException;
import dev.warren.engine.noise.Keypair;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A machine with a device on it, all of whose threads are the test's.
final class Node implements DeviceListener, AutoCloseable {
    final Device device;
    final MemoryTun tun;
    final List<String> events = new ArrayList<>();

    private final String name;
    private final Clock clock;
    private final Outbound outbound;
    private @Nullable Inbound inbound;
    private @Nullable MemoryBind bind;
    private PrivateKey key;

    /// Whether the kernel refuses to open sockets.
    boolean refusing;

    private boolean woken;
    private long deadline = PeerTimers.OFF;

    Node(String name, String outer, Network network, Clock clock, SecureRandom random) {
        this.name = name;
        this.clock = clock;
        tun = new MemoryTun(name);
        InetAddress address = InetAddress.ofLiteral(outer);
        Binds binds = (port, mark) -> {
            if (refusing) {
                throw new ErrnoException("bind", Errno.ENODEV);
            }
            int freePort = bind == null ? 51_820 : 40_000;
            return new MemoryBind(network, address, port == 0 ? freePort : port, mark);
        };
        device = new Device(tun, binds, random, clock, this, () -> woken = true);
        outbound = new Outbound(device, tun, new Sender(device, Aead.best()));
        key = PrivateKey.generate(random);
        apply(new DeviceUpdate().privateKey(key));
        device.up();
    }

    @Override
    public void bound(Bind fresh) {
        if (inbound != null) {
            inbound.close();
        }
        bind = (MemoryBind) fresh;
        inbound = new Inbound(device, fresh, tun, Aead.best());
    }

    @Override
    public void handshakeCompleted(PublicKey peer, @Nullable InetSocketAddress endpoint, Instant at) {
        events.add("handshake");
    }

    @Override
    public void came(PublicKey peer, @Nullable InetSocketAddress endpoint, Instant at) {
        events.add("came");
    }

    @Override
    public void went(PublicKey peer, Departure reason, @Nullable Instant latestHandshake, Instant at) {
        events.add("went " + reason);
    }

    @Override
    public void endpointChanged(PublicKey peer, InetSocketAddress endpoint, Instant at) {
        events.add("endpoint " + endpoint);
    }

    void apply(DeviceUpdate update) {
        device.apply(update, clock.now());
    }

    void apply(PeerUpdate update) {
        apply(new DeviceUpdate().peer(update));
    }

    void key(PrivateKey changed) {
        key = changed;
        apply(new DeviceUpdate().privateKey(changed));
    }

    PrivateKey key() {
        return key;
    }

    PublicKey publicKey() {
        return key.publicKey();
    }

    MemoryBind bind() {
        return bind;
    }

    Endpoint endpoint() {
        return Endpoint.of(bind.socketAddress());
    }

    Peer peer(Node other) {
        return device.peer(other.publicKey());
    }

    /// The session that is sent with to another node.
    Keypair session(Node other) {
        return peer(other).keypairs().current();
    }

    void send(byte[] packet) {
        tun.send(packet);
    }

    /// What came out of the tunnel, as text.
    List<String> received() {
        return tun.received.stream().map(Packets::text).toList();
    }

    long dropped(Drop reason) {
        return device.counters().dropped(reason);
    }

    int count(String event) {
        return (int) events.stream().filter(event::equals).count();
    }

    /// When the timers have to be looked at again.
    long deadline() {
        return deadline;
    }

    /// Does what there is to do.
    ///
    /// @return whether there was anything
    boolean pump() {
        woken = false;
        boolean worked = outbound.pump(clock.now()) > 0;
        worked |= inbound.pump(clock.now()) > 0;
        deadline = device.control().pump(clock.now());
        return worked | woken;
    }

    /// Receives what has arrived, and leaves what the control thread would do with it.
    void pumpData() {
        outbound.pump(clock.now());
        inbound.pump(clock.now());
    }

    @Override
    public void close() {
        device.close();
        outbound.close();
        inbound.close();
    }

    @Override
    public String toString() {
        return name;
    }
}
