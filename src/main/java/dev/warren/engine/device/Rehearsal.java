package dev.warren.engine.device;

import dev.warren.engine.conn.Bind;
import dev.warren.engine.conn.Endpoint;
import dev.warren.engine.conn.Gso;
import dev.warren.engine.conn.UdpBind;
import dev.warren.engine.crypto.Aead;
import dev.warren.engine.key.PrivateKey;
import dev.warren.engine.linux.BootClock;
import dev.warren.engine.linux.ErrnoException;
import dev.warren.engine.linux.VirtioNetHeader;
import dev.warren.engine.tun.PracticeTun;
import dev.warren.engine.tun.Tun;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Plays a handshake and some traffic between two devices of this process, before the first real peer speaks.
///
/// A cold virtual machine takes a second for its first handshake, and interprets its first thousand packets.
/// Afterwards the classes are loaded, the cryptography is chosen and checked, and the data path is compiled. That
/// only helps if it is the real one: so the datagrams go over real sockets on the loopback interface, and the frames
/// over the real code of the TUN device ([PracticeTun]).
public final class Rehearsal {
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final int MTU = 1420;

    /// After so long something is in the way, such as a loopback interface that is down.
    private static final long GIVE_UP = 3_000_000_000L;

    private static final System.Logger LOG = System.getLogger(Rehearsal.class.getName());

    /// What two busy cores take for it.
    private static final long BACKGROUND = 1_500_000_000L;

    private static final AtomicBoolean CONTINUED = new AtomicBoolean();

    private Rehearsal() {}

    /// What arrived.
    ///
    /// @param frames all of them
    /// @param joined those made of several packets
    public record Score(long frames, long joined) {}

    /// Plays one handshake, and then traffic both ways for so long.
    ///
    /// @param nanos 0 for no more than a frame each way
    /// @throws dev.warren.engine.linux.ErrnoException if there can be no sockets
    public static Score play(long nanos) {
        SecureRandom random = new SecureRandom();
        PrivateKey alicesKey = PrivateKey.generate(random);
        PrivateKey bobsKey = PrivateKey.generate(random);
        try (Actor alice = new Actor("alice", "192.0.2.1", random);
                Actor bob = new Actor("bob", "192.0.2.2", random)) {
            alice.prepare(alicesKey);
            bob.prepare(bobsKey);
            alice.meet(bob, bobsKey);
            bob.meet(alice, alicesKey);
            long began = BootClock.now();
            long now = began;
            while (now - began < nanos || alice.frames == 0 || bob.frames == 0) {
                alice.turn(now);
                bob.turn(now);
                now = BootClock.now();
                if (now - began > GIVE_UP && (alice.frames == 0 || bob.frames == 0) || alice.isMuted()) {
                    break;
                }
            }
            return new Score(alice.frames + bob.frames, alice.joined + bob.joined);
        } finally {
            alicesKey.destroy();
            bobsKey.destroy();
        }
    }

    /// Plays for a while beside the first real packets, until the compilers have all they need; once in a
    /// process.
    public static void continueInBackground() {
        if (!CONTINUED.compareAndSet(false, true)) {
            return;
        }
        Thread.ofPlatform().daemon().name("warren-rehearsal").start(() -> {
            try {
                play(BACKGROUND);
            } catch (ErrnoException e) {
                LOG.log(System.Logger.Level.DEBUG, "no rehearsal", e);
            }
        });
    }

    /// One device with what it is connected to.
    private static final class Actor implements AutoCloseable {
        private final InetAddress address;
        private final PracticeTun tun;
        private final Device device;
        private final Outbound outbound;
        private final Arena arena = Arena.ofShared();
        private final MemorySegment written = arena.allocate(Tun.MAX_FRAME, 64);
        private final RehearsalFrames script = new RehearsalFrames(arena, MTU);
        private @Nullable Inbound inbound;
        private long frames;
        private long joined;

        Actor(String name, String address, SecureRandom random) {
            this.address = InetAddress.ofLiteral(address);
            tun = new PracticeTun(name, MTU);
            device = new Device(
                    tun.engineSide(),
                    (port, mark) -> UdpBind.open(port, mark, null, Gso.AUTO),
                    random,
                    InstantSource.system(),
                    new Listening(),
                    () -> {});
            outbound = new Outbound(device, tun.engineSide(), new Sender(device, Aead.best()));
        }

        private final class Listening implements DeviceListener {
            @Override
            public void bound(Bind bind) {
                inbound = new Inbound(device, bind, tun.engineSide(), Aead.best());
            }
        }

        void prepare(PrivateKey key) {
            device.apply(new DeviceUpdate().privateKey(key), BootClock.now());
            device.up();
        }

        void meet(Actor other, PrivateKey othersKey) {
            device.apply(
                    new DeviceUpdate()
                            .peer(new PeerUpdate(othersKey.publicKey())
                                    .endpoint(Endpoint.of(new InetSocketAddress(LOOPBACK, other.device.listenPort())))
                                    .allow(Prefix.of(other.address.getAddress(), 32))),
                    BootClock.now());
            script.between(address.getAddress(), other.address.getAddress());
        }

        /// What the threads of a device do, one after the other.
        void turn(long now) {
            script.send(tun);
            outbound.pump(now);
            device.control().pump(now);
            if (inbound != null) {
                inbound.pump(now);
            }
            device.control().pump(now);
            while (tun.receive(written) > 0) {
                frames++;
                if (VirtioNetHeader.gsoType(written, 0) != VirtioNetHeader.GSO_NONE) {
                    joined++;
                }
            }
        }

        /// Whether nothing can be sent, for instance because the loopback interface is down.
        boolean isMuted() {
            return frames == 0 && device.counters().dropped(Drop.SEND_FAILED) > 0;
        }

        @Override
        public void close() {
            device.down();
            outbound.close();
            if (inbound != null) {
                inbound.close();
            }
            device.close();
            tun.close();
            arena.close();
        }
    }
}
