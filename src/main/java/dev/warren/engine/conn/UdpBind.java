package dev.warren.engine.conn;

import static dev.warren.engine.linux.Errno.EADDRINUSE;
import static dev.warren.engine.linux.Errno.EADDRNOTAVAIL;
import static dev.warren.engine.linux.Errno.EAFNOSUPPORT;

import dev.warren.engine.linux.BootClock;
import dev.warren.engine.linux.Descriptors;
import dev.warren.engine.linux.ErrnoException;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// UDP sockets of both address families on one port; of one where the machine has only one. With several lanes, each
/// has such sockets of its own, among which the kernel shares the senders out by their addresses and ports.
public final class UdpBind implements Bind {

    /// How many random ports are tried until one is free in both families.
    private static final int RANDOM_PORTS = 100;

    private final int port;
    private final int device;
    private final List<UdpSocket> sockets;
    private final List<UdpBind> others;
    private final @Nullable UdpSender ipv4;
    private final @Nullable UdpSender ipv6;
    private final UdpReceiver receiver;
    private final Uplinks uplinks;
    private final Descriptors descriptors;
    private final BindCounters counters = new BindCounters();

    /// Takes the sockets over; they are closed if this fails.
    private UdpBind(
            List<UdpSocket> sockets,
            List<UdpBind> others,
            int mark,
            int device,
            SystemCalls calls,
            LongSupplier clock) {
        this.sockets = sockets;
        this.others = others;
        this.device = device;
        descriptors =
                new Descriptors(sockets.stream().mapToInt(socket -> socket.fd).toArray());
        port = sockets.getFirst().port();
        receiver = new UdpReceiver(sockets, counters);
        uplinks = Uplinks.open(mark, clock);
        ipv4 = sender(false, calls, clock);
        ipv6 = sender(true, calls, clock);
    }

    /// Opens the sockets.
    ///
    /// @param port 1 … 65,535, or 0 for a random one
    /// @param mark the routing mark, 0 for none
    /// @param device the device or VRF that datagrams must use, or null for any
    /// @throws ErrnoException such as `bind to UDP port 51820: Address already in use (EADDRINUSE)`
    public static UdpBind open(int port, int mark, @Nullable String device, Gso gso) {
        return open(port, mark, device, gso, SystemCalls.LIBC, BootClock::now);
    }

    /// Opens sockets in several lanes.
    ///
    /// @param lanes how many threads will receive, at least one
    public static UdpBind open(int port, int mark, @Nullable String device, Gso gso, int lanes) {
        if (lanes == 1) {
            return open(port, mark, device, gso);
        }
        for (int attempt = 1; ; attempt++) {
            try {
                return openLanes(port, mark, device, gso, lanes);
            } catch (ErrnoException e) {
                if (port != 0 || e.errno() != EADDRINUSE || attempt == RANDOM_PORTS) {
                    throw e;
                }
            }
        }
    }

    private static UdpBind openLanes(int port, int mark, @Nullable String device, Gso gso, int lanes) {
        int free;
        // A port that is to be shared is given even if another process shares it; so it has to be had alone first.
        try (UdpBind alone = open(port, mark, device, gso)) {
            free = alone.port();
        }
        List<UdpBind> opened = new ArrayList<>();
        try {
            for (int lane = 1; lane < lanes; lane++) {
                opened.add(shared(free, mark, device, gso, List.of()));
            }
            return shared(free, mark, device, gso, List.copyOf(opened));
        } catch (RuntimeException e) {
            opened.forEach(UdpBind::close);
            throw e;
        }
    }

    private static UdpBind shared(int port, int mark, @Nullable String device, Gso gso, List<UdpBind> others) {
        List<UdpSocket> sockets = sockets(port, mark, device, gso, SystemCalls.LIBC, true);
        return new UdpBind(sockets, others, mark, index(device), SystemCalls.LIBC, BootClock::now);
    }

    static UdpBind open(int port, int mark, @Nullable String device, Gso gso, SystemCalls calls, LongSupplier clock) {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("a UDP port is between 0 and 65535: " + port);
        }
        for (int attempt = 1; ; attempt++) {
            try {
                List<UdpSocket> sockets = sockets(port, mark, device, gso, calls, false);
                return new UdpBind(sockets, List.of(), mark, index(device), calls, clock);
            } catch (ErrnoException e) {
                if (port != 0 || e.errno() != EADDRINUSE || attempt == RANDOM_PORTS) {
                    throw e;
                }
            }
        }
    }

    /// Of a device that a socket has just been bound to.
    private static int index(@Nullable String device) {
        try {
            NetworkInterface found = device == null ? null : NetworkInterface.getByName(device);
            return found == null ? 0 : found.getIndex();
        } catch (SocketException e) {
            return 0;
        }
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public int device() {
        return device;
    }

    @Override
    public List<Lane> lanes() {
        List<Lane> lanes = new ArrayList<>(others.size() + 1);
        lanes.add(this);
        lanes.addAll(others);
        return lanes;
    }

    @Override
    public int receive(ReceiveBatch batch) {
        if (!descriptors.enter()) {
            batch.clear();
            return 0;
        }
        try {
            return receiver.receive(batch);
        } finally {
            descriptors.exit();
        }
    }

    @Override
    public boolean await() {
        return descriptors.await();
    }

    @Override
    public boolean await(Descriptors others) {
        return descriptors.await(others);
    }

    @Override
    public void wake() {
        descriptors.wake();
    }

    @Override
    public int send(SendBatch batch) {
        if (batch.isEmpty() || !descriptors.enter()) {
            return 0;
        }
        try {
            return send(batch, ipv4, false) + send(batch, ipv6, true);
        } finally {
            descriptors.exit();
        }
    }

    @Override
    public void setMark(int mark) {
        if (descriptors.enter()) {
            try {
                for (UdpSocket socket : sockets) {
                    socket.mark(mark);
                }
                uplinks.mark(mark);
            } finally {
                descriptors.exit();
            }
        }
        others.forEach(other -> other.setMark(mark));
    }

    @Override
    public long count(BindEvent event) {
        return counters.count(event)
                + others.stream().mapToLong(other -> other.count(event)).sum();
    }

    @Override
    public void close() {
        others.forEach(UdpBind::close);
        descriptors.close();
        uplinks.close();
    }

    /// Opens IPv4 and then IPv6 on the port that IPv4 got.
    private static List<UdpSocket> sockets(
            int port, int mark, @Nullable String device, Gso gso, SystemCalls calls, boolean shared) {
        List<UdpSocket> sockets = new ArrayList<>(2);
        try {
            for (boolean v6 : new boolean[] {false, true}) {
                int wanted = sockets.isEmpty() ? port : sockets.getFirst().port();
                UdpSocket socket = openIfPossible(calls, v6, wanted, mark, device, gso, shared);
                if (socket != null) {
                    sockets.add(socket);
                }
            }
            if (sockets.isEmpty()) {
                throw new ErrnoException("open a UDP socket", EAFNOSUPPORT);
            }
            return sockets;
        } catch (RuntimeException e) {
            sockets.forEach(UdpSocket::close);
            throw e;
        }
    }

    /// @return null when the machine does not have that family
    private static @Nullable UdpSocket openIfPossible(
            SystemCalls calls, boolean v6, int port, int mark, @Nullable String device, Gso gso, boolean shared) {
        try {
            return UdpSocket.open(calls, v6, port, mark, device, gso, shared);
        } catch (ErrnoException e) {
            if (e.errno() == EAFNOSUPPORT || (v6 && e.errno() == EADDRNOTAVAIL)) {
                return null;
            }
            throw e;
        }
    }

    private @Nullable UdpSender sender(boolean v6, SystemCalls calls, LongSupplier clock) {
        for (UdpSocket socket : sockets) {
            if (socket.v6 == v6) {
                return new UdpSender(socket, calls, uplinks, counters, clock);
            }
        }
        return null;
    }

    private int send(SendBatch batch, @Nullable UdpSender sender, boolean v6) {
        if (sender != null) {
            return sender.send(batch);
        }
        for (int run = 0; run < batch.runs(); run++) {
            if (batch.endpoint(run).v6 == v6) {
                counters.add(BindEvent.SEND_NO_SOCKET, batch.segments(run));
            }
        }
        return 0;
    }
}
