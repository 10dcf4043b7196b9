package dev.warren.engine.linux;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibcTest {
    private static final long PATIENCE = 60_000_000_000L;

    @Test
    void a_refusal_is_the_negated_errno() {
        assertEquals(-Errno.ENOENT, Libc.open("/nowhere/at/all", Libc.O_RDWR));
        assertEquals(-Errno.EBADF, Libc.close(-1));
    }

    @Test
    void what_is_written_is_read(@TempDir Path dir) throws Exception {
        Path file = Files.writeString(dir.resolve("file"), "..............");
        int fd = Libc.open(file.toString(), Libc.O_RDWR | Libc.O_CLOEXEC);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment text = arena.allocateFrom("one two three");
            assertEquals(3, Libc.write(fd, text, 4, 3));
            assertEquals(0, Libc.close(fd));
        }
        assertEquals("two...........", Files.readString(file));
    }

    @Test
    void a_gathered_write_takes_its_pieces_from_anywhere(@TempDir Path dir) throws Exception {
        Path file = Files.createFile(dir.resolve("file"));
        int fd = Libc.open(file.toString(), Libc.O_RDWR);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment text = arena.allocateFrom("one two three");
            MemorySegment iovecs = arena.allocate(2 * Iovec.SIZE, 8);
            Iovec.set(iovecs, 0, text.address() + 8, 5);
            Iovec.set(iovecs, Iovec.SIZE, text.address(), 3);
            assertEquals(8, Libc.writev(fd, iovecs, 2));
        }
        Libc.close(fd);
        assertEquals("threeone", Files.readString(file));
    }

    @Test
    void a_buffer_that_is_too_short_is_the_callers_mistake() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(10);
            assertThrows(IndexOutOfBoundsException.class, () -> Libc.read(0, buffer, 4, 7));
        }
    }

    @Test
    void variadic_arguments_arrive(@TempDir Path dir) throws Exception {
        int fd = Libc.eventfd(0, Libc.EFD_CLOEXEC);
        assertEquals(0, Libc.fcntl(fd, Libc.F_GETFL, 0) & Libc.O_NONBLOCK);
        assertEquals(0, Libc.fcntl(fd, Libc.F_SETFL, Libc.O_NONBLOCK));
        assertEquals(Libc.O_NONBLOCK, Libc.fcntl(fd, Libc.F_GETFL, 0) & Libc.O_NONBLOCK);
        assertEquals(-Errno.ENOTTY, Libc.ioctl(fd, 0x400454d0L, 7L));
        try (Arena arena = Arena.ofConfined()) {
            assertEquals(-Errno.EAGAIN, Libc.read(fd, arena.allocate(8), 0, 8));
        }
        Libc.close(fd);

        int created = Libc.open(dir.resolve("new").toString(), Libc.O_RDWR | 0x40 /* O_CREAT */);
        Libc.close(created);
        assertEquals(PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(dir.resolve("new")));
    }

    @Test
    void modes_and_names_of_files_change(@TempDir Path dir) throws Exception {
        Path file = Files.createFile(dir.resolve("file"));
        assertEquals(0, Libc.chmod(file.toString(), 0640));
        assertEquals(PosixFilePermissions.fromString("rw-r-----"), Files.getPosixFilePermissions(file));
        int before = Libc.umask(0077);
        assertEquals(0077, Libc.umask(before));
        assertEquals(0, Libc.unlink(file.toString()));
        assertFalse(Files.exists(file));
    }

    @Test
    void the_boot_clock_runs_with_the_monotonic_one() {
        long boot = BootClock.now();
        long monotonic = Libc.clockNanos(Libc.CLOCK_MONOTONIC);
        long later = BootClock.now();
        assertTrue(boot <= later);
        assertTrue(later >= monotonic, "time asleep counts");
        long before = System.currentTimeMillis();
        long real = Libc.clockNanos(Libc.CLOCK_REALTIME) / 1_000_000;
        assertTrue(before <= real && real <= System.currentTimeMillis(), before + " and then " + real);
    }

    @Test
    void calls_on_the_data_path_allocate_nothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (Arena arena = Arena.ofShared()) {
            int fd = Libc.eventfd(0, Libc.EFD_NONBLOCK | Libc.EFD_CLOEXEC);
            MemorySegment value = arena.allocateFrom(ValueLayout.JAVA_LONG, 1);
            long allocated = Long.MAX_VALUE;
            // The interpreter allocates what compiled code does not, and a busy machine may compile late.
            long end = System.nanoTime() + PATIENCE;
            while (allocated > 0 && System.nanoTime() < end) {
                long before = threads.getCurrentThreadAllocatedBytes();
                for (int i = 0; i < 10_000; i++) {
                    Libc.write(fd, value, 0, 8);
                    Libc.read(fd, value, 0, 8);
                    BootClock.now();
                }
                allocated = threads.getCurrentThreadAllocatedBytes() - before;
            }
            Libc.close(fd);
            assertEquals(0, allocated);
        }
    }

    @Test
    void an_exception_names_the_call_its_object_and_the_error() {
        ErrnoException e = assertThrows(
                ErrnoException.class, () -> ErrnoException.check("bind to UDP port 51820", -Errno.EADDRINUSE));
        assertEquals("bind to UDP port 51820: Address already in use (EADDRINUSE)", e.getMessage());
        assertEquals("bind to UDP port 51820", e.call());
        assertEquals(Errno.EADDRINUSE, e.errno());
        assertEquals(5, ErrnoException.check("anything", 5));
        assertEquals("x: error 4000: why", new ErrnoException("x", 4000, "why").getMessage());
    }

    @Test
    void an_interface_name_has_at_most_fifteen_bytes() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment ifreq = arena.allocate(Ifreq.SIZE, 8);
            Ifreq.name(ifreq, "fifteen-bytes-x");
            assertEquals("fifteen-bytes-x", Ifreq.name(ifreq));
            Ifreq.name(ifreq, "wg0");
            assertEquals("wg0", Ifreq.name(ifreq));
            assertThrows(IllegalArgumentException.class, () -> Ifreq.name(ifreq, "sixteen-bytes-xx"));
            assertThrows(IllegalArgumentException.class, () -> Ifreq.name(ifreq, ""));
        }
    }

    @Test
    void socket_addresses_are_in_network_order() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment address = arena.allocate(Sockaddr.SIZE, 8);
            assertEquals(16, Sockaddr.putIpv4(address, 0, 0xC0000201, 51820));
            assertArrayEquals(
                    new byte[] {2, 0, (byte) 0xca, 0x6c, (byte) 192, 0, 2, 1},
                    address.asSlice(0, 8).toArray(ValueLayout.JAVA_BYTE));
            assertEquals(0xC0000201, Sockaddr.ipv4(address, 0));
            assertEquals(51820, Sockaddr.port(address, 0));
            assertEquals(28, Sockaddr.putIpv6(address, 0, 0x20010db8L << 32, 1, 65535, 7));
            assertEquals(Inet.AF_INET6, Sockaddr.family(address, 0));
            assertEquals(0x20010db8L << 32, Sockaddr.ipv6High(address, 0));
            assertEquals(1, Sockaddr.ipv6Low(address, 0));
            assertEquals(65535, Sockaddr.port(address, 0));
            assertEquals(7, Sockaddr.scope(address, 0));
            assertEquals(0, address.get(ValueLayout.JAVA_INT, 4), "flow label");
        }
    }

    @Test
    void control_messages_are_as_long_as_the_kernel_has_them() {
        assertEquals(24, Cmsghdr.space(2));
        assertEquals(24, Cmsghdr.space(4));
        assertEquals(32, Cmsghdr.space(12));
        assertEquals(40, Cmsghdr.space(20));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment control = arena.allocate(64, 8);
            long next = Cmsghdr.put(control, 0, 17, 103, 2);
            assertEquals(24, next);
            assertEquals(2, Cmsghdr.data(control, 0, 24));
            assertEquals(17, Cmsghdr.level(control, 0));
            assertEquals(103, Cmsghdr.type(control, 0));
            assertEquals(-1, Cmsghdr.data(control, 0, 17), "cut short");
            assertEquals(-1, Cmsghdr.data(control, 24, 64), "zero length");
            assertEquals(-1, Cmsghdr.data(control, 56, 64), "no room for a header");
        }
    }
}
