package dev.warren.engine.tun;

import static dev.warren.engine.linux.ErrnoException.check;

import dev.warren.engine.linux.Errno;
import dev.warren.engine.linux.ErrnoException;
import dev.warren.engine.linux.Ifreq;
import dev.warren.engine.linux.Libc;
import dev.warren.engine.linux.Netlink;
import dev.warren.engine.linux.VirtioNetHeader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is asked of the kernel about a TUN interface: the `ioctl` calls of `linux/if_tun.h`.
///
/// A descriptor of `/dev/net/tun` is one queue of an interface, and the interface lives as long as it has a queue.
/// The numbers are those of x86-64 and aarch64.
final class TunDevice {
    private static final String PATH = "/dev/net/tun";

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String CAPABILITIES = "CapEff:";
    private static final int CAP_NET_ADMIN = 12;

    private static final long TUNSETIFF = 0x4004_54caL;
    private static final long TUNGETIFF = 0x8004_54d2L;
    private static final long TUNSETOFFLOAD = 0x4004_54d0L;
    private static final long TUNSETVNETHDRSZ = 0x4004_54d8L;
    private static final long TUNGETDEVNETNS = 0x54e3;

    private static final short IFF_TUN = 0x0001;
    private static final short IFF_NO_PI = 0x1000;
    private static final short IFF_VNET_HDR = 0x4000;

    private static final long TUN_F_CSUM = 0x01;
    private static final long TUN_F_TSO4 = 0x02;
    private static final long TUN_F_TSO6 = 0x04;
    private static final long TUN_F_USO4 = 0x20;
    private static final long TUN_F_USO6 = 0x40;

    /// Which kinds of frames longer than a packet the kernel and the engine exchange.
    enum Offload {
        NONE,
        TCP,
        TCP_AND_UDP
    }

    private TunDevice() {}

    /// Opens a queue of the interface `name`, which is created if it doesn't exist; null lets the kernel choose a
    /// name.
    ///
    /// @return the queue's descriptor
    static int openQueue(@Nullable String name) {
        int fd = check("open " + PATH, Libc.open(PATH, Libc.O_RDWR | Libc.O_NONBLOCK | Libc.O_CLOEXEC));
        try {
            attach(fd, name);
            return fd;
        } catch (RuntimeException e) {
            Libc.close(fd);
            throw e;
        }
    }

    /// A descriptor that isn't attached is no interface yet, so opening one disturbs nobody.
    static Optional<String> refusal() {
        int fd = Libc.open(PATH, Libc.O_RDWR | Libc.O_NONBLOCK | Libc.O_CLOEXEC);
        if (fd < 0) {
            return Optional.of("open " + PATH + ": " + Errno.describe(-fd));
        }
        Libc.close(fd);
        return mayAdministerNetwork() ? Optional.empty() : Optional.of("CAP_NET_ADMIN is missing");
    }

    /// Reads the effective capabilities, capabilities(7). What can't be read is left to the kernel to refuse.
    private static boolean mayAdministerNetwork() {
        try (var lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith(CAPABILITIES))
                    .map(line -> line.substring(CAPABILITIES.length()).strip())
                    .allMatch(mask -> (Long.parseUnsignedLong(mask, 16) >>> CAP_NET_ADMIN & 1) == 1);
        } catch (IOException | UncheckedIOException | NumberFormatException e) {
            return true;
        }
    }

    private static void attach(int fd, @Nullable String name) {
        String call = "create TUN interface" + (name == null ? "" : " " + name);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment ifreq = arena.allocate(Ifreq.SIZE, Long.BYTES);
            if (name != null) {
                Ifreq.name(ifreq, name);
            }
            ifreq.set(ValueLayout.JAVA_SHORT, Ifreq.VALUE, (short) (IFF_TUN | IFF_NO_PI | IFF_VNET_HDR));
            int result = Libc.ioctl(fd, TUNSETIFF, ifreq);
            if (result == -Errno.EINVAL && name != null && exists(name)) {
                throw new ErrnoException(call, Errno.EINVAL, "there is an interface of this name and another kind");
            }
            check(call, result);
            MemorySegment headerSize = arena.allocateFrom(ValueLayout.JAVA_INT, VirtioNetHeader.SIZE);
            check("set the frame header's size", Libc.ioctl(fd, TUNSETVNETHDRSZ, headerSize));
        }
    }

    /// Agrees with the kernel on the best it can do: UDP since Linux 6.2, TCP long before.
    static Offload negotiate(int fd) {
        long tcp = TUN_F_CSUM | TUN_F_TSO4 | TUN_F_TSO6;
        if (Libc.ioctl(fd, TUNSETOFFLOAD, tcp | TUN_F_USO4 | TUN_F_USO6) >= 0) {
            return Offload.TCP_AND_UDP;
        }
        return Libc.ioctl(fd, TUNSETOFFLOAD, tcp) >= 0 ? Offload.TCP : Offload.NONE;
    }

    /// Tells the kernel to hand over finished packets only.
    static void forgoOffload(int fd) {
        check("switch offload off", Libc.ioctl(fd, TUNSETOFFLOAD, 0L));
    }

    /// The name of the queue's interface now: somebody may have given it another one.
    static String name(int fd) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment ifreq = arena.allocate(Ifreq.SIZE, Long.BYTES);
            check("ask for the TUN interface's name", Libc.ioctl(fd, TUNGETIFF, ifreq));
            return Ifreq.name(ifreq);
        }
    }

    /// Moves the calling thread into the network namespace that the queue's interface is in.
    static void enterNamespace(int fd) {
        int namespace = check("find the interface's network namespace", Libc.ioctl(fd, TUNGETDEVNETNS, 0L));
        try {
            check("enter the interface's network namespace", Libc.setns(namespace, Libc.CLONE_NEWNET));
        } finally {
            Libc.close(namespace);
        }
    }

    private static boolean exists(String name) {
        try (Netlink netlink = Netlink.open()) {
            netlink.link(name);
            return true;
        } catch (ErrnoException e) {
            return false;
        }
    }
}
