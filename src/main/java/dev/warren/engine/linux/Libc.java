package dev.warren.engine.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// The C library, one static method per function.
///
/// Each returns what C returns when that is ≥ 0, else the negated errno. None throws for what the kernel says; a
/// segment
/// that is too short, closed or on the heap is the caller's mistake and does throw.
///
/// **Memory.** No call allocates: errno lands in a segment that the thread keeps. Pointers inside structures (an
/// `iovec`'s base) are plain addresses, and the caller keeps what they point at alive.
///
/// **Blocking.** Only `clock_gettime` is linked as *critical*, since a critical call holds up the garbage collector.
public final class Libc {

    public static final int O_RDONLY = 0;
    public static final int O_RDWR = 2;
    public static final int O_NONBLOCK = 0x800;
    public static final int O_CLOEXEC = 0x80000;
    public static final int F_GETFL = 3;
    public static final int F_SETFL = 4;
    public static final int POLLIN = 1;
    public static final int POLLOUT = 4;
    public static final int EFD_NONBLOCK = 0x800;
    public static final int EFD_CLOEXEC = 0x80000;
    public static final int CLONE_NEWNET = 0x4000_0000;
    public static final int CLOCK_REALTIME = 0;
    public static final int CLOCK_MONOTONIC = 1;
    public static final int CLOCK_BOOTTIME = 7;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");

    private static final MethodHandle OPEN = variadic(2, "open", JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
    private static final MethodHandle CLOSE = function("close", JAVA_INT, JAVA_INT);
    private static final MethodHandle READ = function("read", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
    private static final MethodHandle WRITE = function("write", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
    private static final MethodHandle READV = function("readv", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle WRITEV = function("writev", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle IOCTL = variadic(2, "ioctl", JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS);
    private static final MethodHandle IOCTL_VALUE = variadic(2, "ioctl", JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle FCNTL = variadic(2, "fcntl", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle SOCKET = function("socket", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle SOCKETPAIR =
            function("socketpair", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS);
    private static final MethodHandle BIND = function("bind", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle GETSOCKNAME = function("getsockname", JAVA_INT, JAVA_INT, ADDRESS, ADDRESS);
    private static final MethodHandle SETSOCKOPT =
            function("setsockopt", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle GETSOCKOPT =
            function("getsockopt", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS);
    private static final MethodHandle SEND = function("send", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
    private static final MethodHandle RECV = function("recv", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
    private static final MethodHandle SENDMSG = function("sendmsg", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle SENDMMSG = function("sendmmsg", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
    private static final MethodHandle RECVMMSG =
            function("recvmmsg", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS);
    private static final MethodHandle POLL = function("poll", JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
    private static final MethodHandle EVENTFD = function("eventfd", JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle CHMOD = function("chmod", JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle UMASK = function("umask", JAVA_INT, JAVA_INT);
    private static final MethodHandle UNLINK = function("unlink", JAVA_INT, ADDRESS);
    private static final MethodHandle KILL = function("kill", JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle SETSID = function("setsid", JAVA_INT);
    private static final MethodHandle SETNS = function("setns", JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle CLOCK_GETTIME = LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("clock_gettime"),
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS),
            Linker.Option.critical(false));

    private Libc() {}

    /// Opens a file that exists, or with `O_CREAT` one of mode 0600.
    public static int open(String path, int flags) {
        CallState state = CallState.get();
        try (Arena arena = Arena.ofConfined()) {
            return state.result((int) OPEN.invokeExact(state.captured, arena.allocateFrom(path), flags, 0600));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    public static int close(int fd) {
        CallState state = CallState.get();
        try {
            return state.result((int) CLOSE.invokeExact(state.captured, fd));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    public static int read(int fd, MemorySegment buffer, long offset, long length) {
        CallState state = CallState.get();
        try {
            return state.result((long) READ.invokeExact(state.captured, fd, buffer.asSlice(offset, length), length));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    public static int write(int fd, MemorySegment buffer, long offset, long length) {
        CallState state = CallState.get();
        try {
            return state.result((long) WRITE.invokeExact(state.captured, fd, buffer.asSlice(offset, length), length));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// Scatters what is read over `count` [iovecs][Iovec].
    public static int readv(int fd, MemorySegment iovecs, int count) {
        CallState state = CallState.get();
        try {
            return state.result((long) READV.invokeExact(state.captured, fd, iovecs, count));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// Gathers what is written from `count` [iovecs][Iovec].
    public static int writev(int fd, MemorySegment iovecs, int count) {
        CallState state = CallState.get();
        try {
            return state.result((long) WRITEV.invokeExact(state.captured, fd, iovecs, count));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// `ioctl` whose third argument is a pointer.
    public static int ioctl(int fd, long request, MemorySegment argument) {
        CallState state = CallState.get();
        try {
            return state.result((int) IOCTL.invokeExact(state.captured, fd, request, argument));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// `ioctl` whose third argument is a number, as `TUNSETOFFLOAD` takes it.
    public static int ioctl(int fd, long request, long value) {
        CallState state = CallState.get();
        try {
            return state.result((int) IOCTL_VALUE.invokeExact(state.captured, fd, request, value));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    public static int fcntl(int fd, int command, int value) {
        CallState state = CallState.get();
        try {
            return state.result((int) FCNTL.invokeExact(state.captured, fd, command, value));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    public static int socket(int family, int type, int protocol) {
        CallState state = CallState.get();
        try {
            return state.result((int) SOCKET.invokeExact(state.captured, family, type, protocol));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// @param pair two ints, the descriptors of both ends
    public static int socketpair(int family, int type, int protocol, MemorySegment pair) {
        CallState state = CallState.get();
        try {
            return state.result((int) SOCKETPAIR.invokeExact(state.captured, family, type, protocol, pair));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    public static int bind(int fd, MemorySegment address, int length) {
        CallState state = CallState.get();
        try {
            return state.result((int) BIND.invokeExact(state.captured, fd, address, length));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// @param length an int: the room in `address` before, what the kernel wrote after
    public static int getsockname(int fd, MemorySegment address, MemorySegment length) {
        CallState state = CallState.get();
        try {
            return state.result((int) GETSOCKNAME.invokeExact(state.captured, fd, address, length));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    public static int setsockopt(int fd, int level, int option, MemorySegment value, int length) {
        CallState state = CallState.get();
        try {
            return state.result((int) SETSOCKOPT.invokeExact(state.captured, fd, level, option, value, length));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// Sets an option whose value is an int.
    public static int setsockopt(int fd, int level, int option, int value) {
        MemorySegment scratch = CallState.get().scratch;
        scratch.set(JAVA_INT, 0, value);
        return setsockopt(fd, level, option, scratch, Integer.BYTES);
    }

    /// @param length an int: the room in `value` before, what the kernel wrote after
    public static int getsockopt(int fd, int level, int option, MemorySegment value, MemorySegment length) {
        CallState state = CallState.get();
        try {
            return state.result((int) GETSOCKOPT.invokeExact(state.captured, fd, level, option, value, length));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    public static int send(int fd, MemorySegment buffer, long offset, long length, int flags) {
        CallState state = CallState.get();
        try {
            return state.result(
                    (long) SEND.invokeExact(state.captured, fd, buffer.asSlice(offset, length), length, flags));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    public static int recv(int fd, MemorySegment buffer, long offset, long length, int flags) {
        CallState state = CallState.get();
        try {
            return state.result(
                    (long) RECV.invokeExact(state.captured, fd, buffer.asSlice(offset, length), length, flags));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    public static int sendmsg(int fd, MemorySegment header, int flags) {
        CallState state = CallState.get();
        try {
            return state.result((long) SENDMSG.invokeExact(state.captured, fd, header, flags));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// Sends `count` messages from the one with number `first` on.
    ///
    /// @param headers an array of [Mmsghdr]
    /// @return how many the kernel took; the error of a message that is not the first shows at the next call
    public static int sendmmsg(int fd, MemorySegment headers, int first, int count, int flags) {
        CallState state = CallState.get();
        MemorySegment from = headers.asSlice(first * Mmsghdr.SIZE, count * Mmsghdr.SIZE);
        try {
            return state.result((int) SENDMMSG.invokeExact(state.captured, fd, from, count, flags));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// Receives up to `count` messages into the headers from number `first` on.
    ///
    /// @param headers an array of [Mmsghdr]
    public static int recvmmsg(int fd, MemorySegment headers, int first, int count, int flags) {
        CallState state = CallState.get();
        MemorySegment from = headers.asSlice(first * Mmsghdr.SIZE, count * Mmsghdr.SIZE);
        try {
            return state.result((int) RECVMMSG.invokeExact(state.captured, fd, from, count, flags, MemorySegment.NULL));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// @param timeoutMillis negative: without limit
    public static int poll(MemorySegment pollfds, int count, int timeoutMillis) {
        CallState state = CallState.get();
        try {
            return state.result((int) POLL.invokeExact(state.captured, pollfds, (long) count, timeoutMillis));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    public static int eventfd(int initial, int flags) {
        CallState state = CallState.get();
        try {
            return state.result((int) EVENTFD.invokeExact(state.captured, initial, flags));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    public static int chmod(String path, int mode) {
        CallState state = CallState.get();
        try (Arena arena = Arena.ofConfined()) {
            return state.result((int) CHMOD.invokeExact(state.captured, arena.allocateFrom(path), mode));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// Sets the file mode mask of the whole process and returns the one before.
    public static int umask(int mask) {
        CallState state = CallState.get();
        try {
            return state.result((int) UMASK.invokeExact(state.captured, mask));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    public static int unlink(String path) {
        CallState state = CallState.get();
        try (Arena arena = Arena.ofConfined()) {
            return state.result((int) UNLINK.invokeExact(state.captured, arena.allocateFrom(path)));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    public static int kill(int pid, int signal) {
        CallState state = CallState.get();
        try {
            return state.result((int) KILL.invokeExact(state.captured, pid, signal));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    public static int setsid() {
        CallState state = CallState.get();
        try {
            return state.result((int) SETSID.invokeExact(state.captured));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// Moves the calling thread, which should be a platform thread of its own, into another namespace.
    public static int setns(int fd, int type) {
        CallState state = CallState.get();
        try {
            return state.result((int) SETNS.invokeExact(state.captured, fd, type));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// `clock_gettime` as nanoseconds. The clocks named here exist on every kernel, so that it can't fail.
    static long clockNanos(int clock) {
        MemorySegment timespec = CallState.get().scratch;
        try {
            int returned = (int) CLOCK_GETTIME.invokeExact(clock, timespec);
            assert returned == 0;
            return timespec.get(ValueLayout.JAVA_LONG, 0) * 1_000_000_000L + timespec.get(ValueLayout.JAVA_LONG, 8);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    private static MethodHandle function(String name, MemoryLayout returned, MemoryLayout... arguments) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow(name), FunctionDescriptor.of(returned, arguments), ERRNO);
    }

    private static MethodHandle variadic(int first, String name, MemoryLayout returned, MemoryLayout... arguments) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow(name),
                FunctionDescriptor.of(returned, arguments),
                ERRNO,
                Linker.Option.firstVariadicArg(first));
    }

    /// A handle throws only what the caller's own segment made it throw.
    private static RuntimeException unexpected(Throwable e) {
        return switch (e) {
            case RuntimeException mistake -> mistake;
            case Error error -> throw error;
            default -> throw new AssertionError("a downcall declares no checked exception", e);
        };
    }
}
