package dev.warren.engine.tun;

import dev.warren.engine.linux.Descriptors;
import dev.warren.engine.linux.Errno;
import dev.warren.engine.linux.ErrnoException;
import dev.warren.engine.linux.Libc;
import dev.warren.engine.linux.Link;
import dev.warren.engine.linux.Netlink;
import dev.warren.engine.tun.TunDevice.Offload;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A TUN interface of the Linux kernel, with one queue.
///
/// The interface is down and without addresses when it is opened. It goes away with [#close], and at the latest with
/// the process.
public final class LinuxTun implements Tun {
    /// Frames that wait in the kernel until they are read. The kernel's default of 500 overflows in bursts of TCP.
    private static final int QUEUE_LENGTH = 1000;

    private static final Logger LOGGER = System.getLogger(LinuxTun.class.getName());

    private final int fd;
    private final Descriptors descriptors;
    private final String name;
    private final int index;
    private final Offload offload;
    private volatile int mtu;
    private volatile boolean deleted;

    /// An interface that isn't the kernel's; see [PracticeTun].
    LinuxTun(int fd, String name, int mtu) {
        this.fd = fd;
        descriptors = new Descriptors(fd);
        this.mtu = mtu;
        this.name = name;
        index = 0;
        offload = Offload.TCP_AND_UDP;
    }

    private LinuxTun(int fd, boolean offload, int mtu) {
        this.fd = fd;
        // From here on the descriptor belongs to the descriptors, which also close it if this fails.
        descriptors = new Descriptors(fd);
        this.mtu = mtu;
        try {
            name = TunDevice.name(fd);
            index = configure(mtu);
            if (offload) {
                this.offload = TunDevice.negotiate(fd);
            } else {
                TunDevice.forgoOffload(fd);
                this.offload = Offload.NONE;
            }
        } catch (RuntimeException e) {
            descriptors.close();
            throw e;
        }
    }

    /// Creates an interface, or takes over a persistent one that nobody uses.
    ///
    /// @param name 1 to 15 bytes, or null for the first free one of `tun0`, `tun1` and so on
    /// @param mtu the largest packet in bytes, 68 to 65,535
    /// @param offload whether to exchange frames longer than a packet with the kernel, as far as it can
    /// @throws ErrnoException when the kernel refuses: `ENOENT` if it has no TUN driver or the container no device,
    /// `EPERM` without `CAP_NET_ADMIN`, `EBUSY` if the name is in use. Nothing is left behind
    public static LinuxTun open(@Nullable String name, int mtu, boolean offload) {
        return new LinuxTun(TunDevice.openQueue(name), offload, mtu);
    }

    /// Why this process may not create interfaces; empty if nothing speaks against it. Creates none to find out.
    public static Optional<String> refusal() {
        return TunDevice.refusal();
    }

    /// Sets what must be right before the first packet, and tells the index.
    private int configure(int mtu) {
        try (Netlink netlink = Netlink.open()) {
            Link link = netlink.link(name);
            netlink.setTxQueueLength(link, QUEUE_LENGTH);
            netlink.setMtu(link, mtu);
            return link.index();
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int index() {
        return index;
    }

    /// Asked in the network namespace of the calling thread. When the interface isn't there, because it was moved
    /// to
    /// another one, closed or deleted, the last known MTU stays.
    @Override
    public int mtu() {
        try {
            mtu = link().mtu();
        } catch (ErrnoException e) {
            LOGGER.log(Level.DEBUG, "keeping the last known MTU of " + name, e);
        }
        return mtu;
    }

    /// How the interface is now, as seen from the network namespace of the calling thread.
    ///
    /// @throws ErrnoException when it is closed, was deleted, or is in another namespace
    Link link() {
        if (!descriptors.enter()) {
            throw new ErrnoException("ask for the TUN interface's name", Errno.EBADF);
        }
        try (Netlink netlink = Netlink.open()) {
            return netlink.link(TunDevice.name(fd));
        } finally {
            descriptors.exit();
        }
    }

    /// Moves the calling thread into the network namespace that the interface is in now.
    ///
    /// @return false when the interface is closed or was deleted
    /// @throws ErrnoException when the kernel refuses
    boolean enterNamespace() {
        if (!descriptors.enter()) {
            return false;
        }
        try {
            TunDevice.enterNamespace(fd);
            return true;
        } catch (ErrnoException e) {
            if (e.errno() == Errno.EBADFD) {
                return false;
            }
            throw e;
        } finally {
            descriptors.exit();
        }
    }

    @Override
    public boolean joinsTcp() {
        return offload != Offload.NONE;
    }

    @Override
    public boolean joinsUdp() {
        return offload == Offload.TCP_AND_UDP;
    }

    @Override
    public int read(MemorySegment buffer, long offset, int capacity) {
        if (!descriptors.enter()) {
            return -Errno.EBADF;
        }
        try {
            int result = Libc.read(fd, buffer, offset, capacity);
            if (result == -Errno.EBADFD) {
                deleted = true;
            }
            return result == -Errno.EAGAIN || result == -Errno.EINTR ? 0 : result;
        } finally {
            descriptors.exit();
        }
    }

    @Override
    public int write(MemorySegment iov, int count) {
        if (!descriptors.enter()) {
            return -Errno.EBADF;
        }
        try {
            return Math.min(0, Libc.writev(fd, iov, count));
        } finally {
            descriptors.exit();
        }
    }

    @Override
    public boolean await() {
        return !deleted && descriptors.await();
    }

    @Override
    public Descriptors descriptors() {
        return descriptors;
    }

    @Override
    public void wake() {
        descriptors.wake();
    }

    @Override
    public void close() {
        descriptors.close();
    }
}
