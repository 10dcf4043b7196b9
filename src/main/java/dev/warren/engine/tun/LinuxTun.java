package dev.warren.engine.tun;

import dev.warren.engine.linux.Descriptors;
import dev.warren.engine.linux.Errno;
import dev.warren.engine.linux.ErrnoException;
import dev.warren.engine.linux.Libc;
import dev.warren.engine.tun.TunDevice.Offload;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// A TUN interface of the Linux kernel, with one queue.
///
/// The interface is down and without addresses when it is opened. It goes away with [#close], and at the latest with
/// the process.
public final class LinuxTun implements Tun {
    /// Frames that wait in the kernel until they are read. The kernel's default of 500 overflows in bursts of TCP.
    private static final int QUEUE_LENGTH = 1000;

    private final int fd;
    private final Descriptors descriptors;
    private final String name;
    private final int index;
    private final Offload offload;
    private volatile int mtu;
    private volatile boolean deleted;

    private LinuxTun(int fd, boolean offload, int mtu) {
        this.fd = fd;
        // From here on the descriptor belongs to the descriptors, which also close it if this fails.
        descriptors = new Descriptors(fd);
        try {
            name = TunDevice.name(fd);
            index = TunDevice.index(name);
            if (offload) {
                this.offload = TunDevice.negotiate(fd);
            } else {
                TunDevice.forgoOffload(fd);
                this.offload = Offload.NONE;
            }
            TunDevice.setQueueLength(name, QUEUE_LENGTH);
            TunDevice.setMtu(name, mtu);
            this.mtu = mtu;
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

    @Override
    public String name() {
        return name;
    }

    @Override
    public int index() {
        return index;
    }

    @Override
    public int mtu() {
        return mtu;
    }

    /// Changes the MTU.
    ///
    /// @param mtu 68 to 65,535
    /// @throws ErrnoException when the kernel refuses
    public void setMtu(int mtu) {
        TunDevice.setMtu(name, mtu);
        this.mtu = mtu;
    }

    /// Asks the kernel for the MTU; should be called whenever it says that a link has changed. When the interface
    /// is
    /// out of reach, because it was moved to another network namespace, the last known MTU stays.
    public void refreshMtu() {
        if (!descriptors.enter()) {
            return;
        }
        try {
            String current = TunDevice.name(fd);
            if (TunDevice.index(current) == index) {
                mtu = TunDevice.mtu(current);
            }
        } catch (ErrnoException e) {
            if (e.errno() != Errno.ENODEV && e.errno() != Errno.EBADFD) {
                throw e;
            }
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
    public void wake() {
        descriptors.wake();
    }

    @Override
    public void close() {
        descriptors.close();
    }
}
