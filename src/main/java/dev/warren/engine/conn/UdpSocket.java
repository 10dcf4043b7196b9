package dev.warren.engine.conn;

import static dev.warren.engine.linux.Inet.AF_INET;
import static dev.warren.engine.linux.Inet.AF_INET6;
import static dev.warren.engine.linux.Inet.IPPROTO_IP;
import static dev.warren.engine.linux.Inet.IPPROTO_IPV6;
import static dev.warren.engine.linux.Inet.SOL_SOCKET;
import static dev.warren.engine.linux.Inet.SOL_UDP;

import dev.warren.engine.linux.ErrnoException;
import dev.warren.engine.linux.Inet;
import dev.warren.engine.linux.KernelRelease;
import dev.warren.engine.linux.Libc;
import dev.warren.engine.linux.Sockaddr;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// A bound UDP socket of one address family, with the options that the engine wants of it.
final class UdpSocket {

    /// What absorbs a pause of some milliseconds at 10 Gbit/s.
    private static final int BUFFER = 7 << 20;

    final int fd;
    final boolean v6;

    /// Does the kernel take runs? Falls once a device has refused one.
    volatile boolean segments;

    /// How many datagrams its queue had no room for, as far as they are counted; of the receiving thread.
    int dropped;

    private UdpSocket(int fd, boolean v6) {
        this.fd = fd;
        this.v6 = v6;
    }

    /// @param shared whether other sockets of this process may have the same port
    /// @throws ErrnoException naming the call; nothing stays open then
    static UdpSocket open(
            SystemCalls calls, boolean v6, int port, int mark, @Nullable String device, Gso gso, boolean shared) {
        int type = Inet.SOCK_DGRAM | Inet.SOCK_NONBLOCK | Inet.SOCK_CLOEXEC;
        int fd = ErrnoException.check(
                "open a UDP socket for " + (v6 ? "IPv6" : "IPv4"), calls.socket(v6 ? AF_INET6 : AF_INET, type, 0));
        UdpSocket socket = new UdpSocket(fd, v6);
        try {
            socket.configure(gso);
            if (mark != 0) {
                socket.mark(mark);
            }
            if (device != null) {
                socket.bindToDevice(device);
            }
            if (shared) {
                socket.require("SO_REUSEPORT", SOL_SOCKET, Inet.SO_REUSEPORT, 1);
            }
            socket.bind(port);
            return socket;
        } catch (RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    void mark(int mark) {
        ErrnoException.check(
                "set fwmark 0x" + Integer.toHexString(mark) + " on the UDP socket",
                Libc.setsockopt(fd, SOL_SOCKET, Inet.SO_MARK, mark));
    }

    int port() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment address = arena.allocate(Sockaddr.SIZE, 8);
            MemorySegment length = arena.allocateFrom(ValueLayout.JAVA_INT, Sockaddr.SIZE);
            ErrnoException.check("read the UDP socket's port", Libc.getsockname(fd, address, length));
            return Sockaddr.port(address, 0);
        }
    }

    void close() {
        Libc.close(fd);
    }

    private void configure(Gso gso) {
        if (v6) {
            require("IPV6_V6ONLY", IPPROTO_IPV6, Inet.IPV6_V6ONLY, 1);
            require("IPV6_RECVPKTINFO", IPPROTO_IPV6, Inet.IPV6_RECVPKTINFO, 1);
            require("IPV6_RECVTCLASS", IPPROTO_IPV6, Inet.IPV6_RECVTCLASS, 1);
        } else {
            require("IP_PKTINFO", IPPROTO_IP, Inet.IP_PKTINFO, 1);
            require("IP_RECVTOS", IPPROTO_IP, Inet.IP_RECVTOS, 1);
            // As the kernel's own WireGuard: routers may fragment the outer packet, so that a path which drops
            // "fragmentation needed" does not swallow the tunnel.
            require("IP_MTU_DISCOVER", IPPROTO_IP, Inet.IP_MTU_DISCOVER, Inet.IP_PMTUDISC_DONT);
        }
        require("SO_RXQ_OVFL", SOL_SOCKET, Inet.SO_RXQ_OVFL, 1);
        buffer(Inet.SO_RCVBUFFORCE, Inet.SO_RCVBUF);
        buffer(Inet.SO_SNDBUFFORCE, Inet.SO_SNDBUF);
        KernelRelease kernel = KernelRelease.current();
        segments = RunSupport.sends(gso, kernel) && Libc.setsockopt(fd, SOL_UDP, Inet.UDP_SEGMENT, 0) >= 0;
        if (RunSupport.receives(gso, kernel)) {
            // Without it every datagram is a message of its own, which is only slower.
            Libc.setsockopt(fd, SOL_UDP, Inet.UDP_GRO, 1);
        }
    }

    /// As large as wanted where privileges allow, else as large as the system's limit.
    private void buffer(int forced, int plain) {
        if (Libc.setsockopt(fd, SOL_SOCKET, forced, BUFFER) < 0) {
            Libc.setsockopt(fd, SOL_SOCKET, plain, BUFFER);
        }
    }

    private void bindToDevice(String device) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocateFrom(device, StandardCharsets.UTF_8);
            ErrnoException.check(
                    "bind the UDP socket to device " + device,
                    Libc.setsockopt(fd, SOL_SOCKET, Inet.SO_BINDTODEVICE, name, (int) name.byteSize()));
        }
    }

    private void bind(int port) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment any = arena.allocate(Sockaddr.SIZE, 8);
            int length = v6 ? Sockaddr.putIpv6(any, 0, 0, 0, port, 0) : Sockaddr.putIpv4(any, 0, 0, port);
            ErrnoException.check("bind to UDP port " + port, Libc.bind(fd, any, length));
        }
    }

    private void require(String name, int level, int option, int value) {
        ErrnoException.check("set " + name + " on the UDP socket", Libc.setsockopt(fd, level, option, value));
    }
}
