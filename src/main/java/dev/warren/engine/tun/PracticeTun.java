package dev.warren.engine.tun;

import static dev.warren.engine.linux.ErrnoException.check;

import dev.warren.engine.linux.Inet;
import dev.warren.engine.linux.Libc;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// A TUN interface behind which sits not the kernel but whoever practices: a pair of sockets that keeps frames whole.
///
/// The engine's end is a [LinuxTun] like any other, so that the virtual machine learns and compiles the very code that
/// will run. Needs no privileges.
public final class PracticeTun implements AutoCloseable {
    private final int fd;
    private final LinuxTun engineSide;

    /// @param mtu what the interface says its MTU is
    /// @throws dev.warren.engine.linux.ErrnoException if there are no descriptors left
    public PracticeTun(String name, int mtu) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment pair = arena.allocate(ValueLayout.JAVA_INT, 2);
            int type = Inet.SOCK_SEQPACKET | Inet.SOCK_NONBLOCK | Inet.SOCK_CLOEXEC;
            check("make a pair of sockets", Libc.socketpair(Inet.AF_UNIX, type, 0, pair));
            fd = pair.getAtIndex(ValueLayout.JAVA_INT, 0);
            engineSide = new LinuxTun(pair.getAtIndex(ValueLayout.JAVA_INT, 1), name, mtu);
        }
    }

    /// What the engine gets.
    public Tun engineSide() {
        return engineSide;
    }

    /// Gives the engine a frame, unless it has not read so many others.
    public void send(MemorySegment frame, long length) {
        Libc.write(fd, frame, 0, length);
    }

    /// Takes a frame that the engine has written.
    ///
    /// @return its length, not positive when there is none
    public int receive(MemorySegment buffer) {
        return Libc.read(fd, buffer, 0, buffer.byteSize());
    }

    @Override
    public void close() {
        engineSide.close();
        Libc.close(fd);
    }
}
