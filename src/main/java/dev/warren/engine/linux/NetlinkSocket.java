package dev.warren.engine.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/// A `NETLINK_ROUTE` socket and the buffer that it receives into.
final class NetlinkSocket implements AutoCloseable {

    /// As large as the kernel makes a message of a dump.
    private static final int BUFFER = 64 * 1024;

    private static final int SOCKADDR_SIZE = 12;
    private static final long SOCKADDR_GROUPS = 8;

    final int fd;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment buffer;

    private NetlinkSocket(int fd) {
        this.fd = fd;
        buffer = arena.allocate(BUFFER, 8);
    }

    /// @param flags of the socket's type, such as `SOCK_NONBLOCK`
    /// @param groups what to be told of, 0 for nothing but answers
    static NetlinkSocket open(int flags, int groups) {
        int fd = ErrnoException.check(
                "open a netlink socket",
                Libc.socket(Inet.AF_NETLINK, Inet.SOCK_RAW | Inet.SOCK_CLOEXEC | flags, Rtnetlink.NETLINK_ROUTE));
        NetlinkSocket socket = new NetlinkSocket(fd);
        try (Arena arena = Arena.ofConfined()) {
            // Both only make errors tell more, and are missing before Linux 4.12.
            Libc.setsockopt(fd, Rtnetlink.SOL_NETLINK, Rtnetlink.NETLINK_CAP_ACK, 1);
            Libc.setsockopt(fd, Rtnetlink.SOL_NETLINK, Rtnetlink.NETLINK_EXT_ACK, 1);
            MemorySegment address = arena.allocate(SOCKADDR_SIZE, 4);
            address.set(ValueLayout.JAVA_SHORT, 0, (short) Inet.AF_NETLINK);
            address.set(ValueLayout.JAVA_INT, SOCKADDR_GROUPS, groups);
            ErrnoException.check("bind a netlink socket", Libc.bind(fd, address, SOCKADDR_SIZE));
            return socket;
        } catch (RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /// @return a negated errno, or what was sent
    int send(MemorySegment message) {
        return Libc.send(fd, message, 0, message.byteSize(), 0);
    }

    /// @return a negated errno, or how many bytes [#received] has
    int receive(int flags) {
        int length;
        do {
            length = Libc.recv(fd, buffer, 0, BUFFER, flags);
        } while (length == -Errno.EINTR);
        return length;
    }

    /// The messages in what was just received, valid until the next [#receive].
    List<NetlinkMessage> received(int length) {
        ByteBuffer bytes = buffer.asSlice(0, length).asByteBuffer().order(ByteOrder.nativeOrder());
        return NetlinkMessage.all(bytes);
    }

    /// Frees the buffer of a socket whose descriptor another one closes.
    void free() {
        arena.close();
    }

    @Override
    public void close() {
        Libc.close(fd);
        free();
    }
}
