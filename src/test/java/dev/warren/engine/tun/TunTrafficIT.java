package dev.warren.engine.tun;

import static dev.warren.engine.linux.NetworkNamespace.inside;
import static dev.warren.engine.linux.NetworkNamespace.sh;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.engine.linux.Inet;
import dev.warren.engine.linux.Iovec;
import dev.warren.engine.linux.Libc;
import dev.warren.engine.linux.Msghdr;
import dev.warren.engine.linux.Sockaddr;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Two kernels' worth of network stack, one namespace each, joined by a [Patch]: does the kernel understand what is
/// written, and is what it hands over understood?
@Timeout(120)
class TunTrafficIT {
    private static final int MTU = 1420;
    private static final int TRANSFER = 64 << 20;

    private final long pid = ProcessHandle.current().pid();

    /// What runs in the right namespace while `patch` joins it to the left one.
    private interface Traffic {
        void run(Patch patch) throws Exception;
    }

    /// What opens sockets in the left namespace before the traffic starts.
    private interface Listening {
        AutoCloseable open() throws Exception;
    }

    @Test
    void pings_of_both_families_pass() throws Exception {
        between(true, () -> () -> {}, patch -> {
            sh("ping -n -c 3 -i 0.01 10.77.0.1");
            sh("ping -n -c 3 -i 0.01 -s 1000 fd77::1");
            sh("ping -n -c 3 -i 0.01 -s 5000 10.77.0.1");
            assertEquals(0, patch.invalidFrames.get());
        });
    }

    @Test
    void a_large_transfer_over_ipv4_arrives_in_large_frames() throws Exception {
        assertTransfers("10.77.0.1", true);
    }

    @Test
    void a_large_transfer_over_ipv6_arrives_in_large_frames() throws Exception {
        assertTransfers("fd77::1", true);
    }

    @Test
    void a_large_transfer_passes_without_offload() throws Exception {
        assertTransfers("10.77.0.1", false);
    }

    private void assertTransfers(String address, boolean offload) throws Exception {
        byte[] sent = new byte[TRANSFER];
        new Random(pid).nextBytes(sent);
        ServerSocket[] server = new ServerSocket[1];
        Listening listening = () -> server[0] = new ServerSocket(0, 1, InetAddress.ofLiteral(address));
        between(offload, listening, patch -> {
            FutureTask<byte[]> echo = new FutureTask<>(() -> {
                try (Socket socket = server[0].accept()) {
                    byte[] received = socket.getInputStream().readNBytes(TRANSFER);
                    socket.getOutputStream().write(received);
                    return received;
                }
            });
            Thread.ofPlatform().start(echo);
            try (Socket socket = new Socket(server[0].getInetAddress(), server[0].getLocalPort())) {
                OutputStream out = socket.getOutputStream();
                InputStream in = socket.getInputStream();
                out.write(sent);
                assertArrayEquals(sent, in.readNBytes(TRANSFER));
            }
            assertArrayEquals(sent, echo.get());
            patch.close();
            assertEquals(0, patch.invalidFrames.get());
            assertEquals(0, patch.framesRefused.get());
            long large = 2L * TRANSFER / 16_000;
            if (offload) {
                assertTrue(patch.framesRead.get() < large, "frames read: " + patch.framesRead);
                assertTrue(patch.framesWritten.get() < large, "frames written: " + patch.framesWritten);
            } else {
                assertEquals(patch.packets.get(), patch.framesRead.get());
                assertEquals(patch.packets.get(), patch.framesWritten.get());
            }
        });
    }

    @Test
    void a_burst_of_datagrams_over_ipv4_arrives_one_by_one() throws Exception {
        assertBursts("10.77.0.1");
    }

    @Test
    void a_burst_of_datagrams_over_ipv6_arrives_one_by_one() throws Exception {
        assertBursts("fd77::1");
    }

    private void assertBursts(String address) throws Exception {
        int size = 1200;
        byte[] burst = new byte[40 * size + 100];
        new Random(pid).nextBytes(burst);
        DatagramSocket[] receiver = new DatagramSocket[1];
        Listening listening =
                () -> receiver[0] = new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral(address), 0));
        between(true, listening, patch -> {
            sendBurst(receiver[0].getLocalSocketAddress(), burst, size);
            DatagramPacket datagram = new DatagramPacket(new byte[2000], 2000);
            for (int from = 0; from < burst.length; from += size) {
                receiver[0].receive(datagram);
                byte[] expected = Arrays.copyOfRange(burst, from, Math.min(burst.length, from + size));
                assertArrayEquals(expected, Arrays.copyOf(datagram.getData(), datagram.getLength()));
            }
            patch.close();
            assertEquals(0, patch.framesRefused.get());
            assertTrue(patch.packets.get() >= 41 && patch.framesRead.get() < 41, "frames read: " + patch.framesRead);
            assertTrue(patch.framesWritten.get() < 41, "frames written: " + patch.framesWritten);
        });
    }

    private static void sendBurst(SocketAddress to, byte[] burst, int segmentSize) {
        InetSocketAddress address = (InetSocketAddress) to;
        int fd = Libc.socket(
                address.getAddress() instanceof Inet6Address ? Inet.AF_INET6 : Inet.AF_INET, Inet.SOCK_DGRAM, 0);
        try (Arena arena = Arena.ofConfined()) {
            assertEquals(0, Libc.setsockopt(fd, Inet.SOL_UDP, Inet.UDP_SEGMENT, segmentSize));
            MemorySegment name = arena.allocate(Sockaddr.SIZE, 8);
            MemorySegment bytes = arena.allocateFrom(ValueLayout.JAVA_BYTE, burst);
            MemorySegment iov = arena.allocate(Iovec.SIZE, 8);
            Iovec.set(iov, 0, bytes.address(), burst.length);
            MemorySegment message = arena.allocate(Msghdr.SIZE, 8);
            message.set(ValueLayout.ADDRESS, Msghdr.NAME, name);
            message.set(ValueLayout.JAVA_INT, Msghdr.NAME_LENGTH, put(name, address));
            message.set(ValueLayout.ADDRESS, Msghdr.IOV, iov);
            message.set(ValueLayout.JAVA_LONG, Msghdr.IOV_COUNT, 1);
            assertEquals(burst.length, Libc.sendmsg(fd, message, 0));
        } finally {
            Libc.close(fd);
        }
    }

    private static int put(MemorySegment name, InetSocketAddress address) {
        ByteBuffer bytes = ByteBuffer.wrap(address.getAddress().getAddress());
        return address.getAddress() instanceof Inet6Address
                ? Sockaddr.putIpv6(name, 0, bytes.getLong(), bytes.getLong(), address.getPort(), 0)
                : Sockaddr.putIpv4(name, 0, bytes.getInt(), address.getPort());
    }

    private void between(boolean offload, Listening listening, Traffic traffic) throws Exception {
        inside(() -> {
            try (LinuxTun left = LinuxTun.open("wl" + pid, MTU, offload)) {
                configure(left, 1);
                try (AutoCloseable open = listening.open()) {
                    inside(() -> {
                        try (LinuxTun right = LinuxTun.open("wr" + pid, MTU, offload)) {
                            configure(right, 2);
                            try (Patch patch = new Patch(left, right)) {
                                traffic.run(patch);
                            }
                        }
                    });
                }
            }
        });
    }

    private static void configure(Tun tun, int host) throws Exception {
        sh("ip address add 10.77.0." + host + "/24 dev " + tun.name() + "; ip address add fd77::" + host + "/64 dev "
                + tun.name() + " nodad; ip link set " + tun.name() + " up");
    }
}
