package dev.warren.engine.tun;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.engine.linux.Errno;
import dev.warren.engine.linux.ErrnoException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The TUN interface of a real kernel, as root.
@Timeout(180)
class LinuxTunIT {
    private static final int MTU = 1420;

    private final String name = "wt" + ProcessHandle.current().pid() % 1_000_000;

    @BeforeAll
    static void needs_root() {
        Assumptions.assumeTrue("root".equals(System.getProperty("user.name")), "a TUN interface needs root");
    }

    @Test
    void an_interface_is_there_while_it_is_open() throws Exception {
        try (LinuxTun tun = LinuxTun.open(name, MTU, true)) {
            assertEquals(name, tun.name());
            assertEquals(String.valueOf(tun.index()), sysfs(name, "ifindex"));
            assertEquals("1420", sysfs(name, "mtu"));
            assertEquals("1000", sysfs(name, "tx_queue_len"));
            assertEquals(MTU, tun.mtu());
            assertTrue(tun.joinsTcp());
        }
        assertFalse(Files.exists(Path.of("/sys/class/net", name)));
    }

    @Test
    void the_kernel_chooses_a_name_if_asked() {
        try (LinuxTun tun = LinuxTun.open(null, MTU, true)) {
            assertTrue(tun.name().startsWith("tun"), tun.name());
            assertTrue(Files.exists(Path.of("/sys/class/net", tun.name())));
        }
    }

    @Test
    void without_offload_nothing_is_joined() {
        try (LinuxTun tun = LinuxTun.open(name, MTU, false)) {
            assertFalse(tun.joinsTcp());
            assertFalse(tun.joinsUdp());
        }
    }

    @Test
    void the_mtu_is_that_of_the_kernel() throws Exception {
        try (LinuxTun tun = LinuxTun.open(name, MTU, true)) {
            Files.writeString(Path.of("/sys/class/net", name, "mtu"), "1500");
            assertEquals(1500, tun.mtu());
        }
    }

    @Test
    void a_name_in_use_is_refused_by_name_and_nothing_is_left_behind() {
        long before = openDescriptors();
        try (LinuxTun tun = LinuxTun.open(name, MTU, true)) {
            ErrnoException refused = assertThrows(ErrnoException.class, () -> LinuxTun.open(name, MTU, true));
            assertEquals(Errno.EBUSY, refused.errno());
            assertTrue(refused.getMessage().contains(name), refused.getMessage());
            assertEquals(name, tun.name());
        }
        assertEquals(before, openDescriptors());
    }

    @Test
    void an_interface_of_another_kind_is_named() {
        ErrnoException refused = assertThrows(ErrnoException.class, () -> LinuxTun.open("lo", MTU, true));
        assertTrue(refused.getMessage().contains("another kind"), refused.getMessage());
    }

    @Test
    void an_impossible_mtu_leaves_nothing_behind() {
        long before = openDescriptors();
        ErrnoException refused = assertThrows(ErrnoException.class, () -> LinuxTun.open(name, 10, true));
        assertTrue(refused.getMessage().contains("MTU of " + name + " to 10"), refused.getMessage());
        assertFalse(Files.exists(Path.of("/sys/class/net", name)));
        assertEquals(before, openDescriptors());
    }

    @Test
    void names_that_no_interface_can_have_are_the_callers_mistake() {
        assertThrows(IllegalArgumentException.class, () -> LinuxTun.open("", MTU, true));
        assertThrows(IllegalArgumentException.class, () -> LinuxTun.open("sixteen-bytes-xx", MTU, true));
    }

    @Test
    void reads_and_writes_end_when_the_interface_is_closed() {
        try (Arena arena = Arena.ofConfined();
                LinuxTun tun = LinuxTun.open(name, MTU, true)) {
            MemorySegment buffer = arena.allocate(Tun.MAX_FRAME);
            assertEquals(0, tun.read(buffer, 0, Tun.MAX_FRAME));
            tun.wake();
            assertTrue(tun.await());
            tun.close();
            assertFalse(tun.await());
            assertEquals(-Errno.EBADF, tun.read(buffer, 0, Tun.MAX_FRAME));
            assertEquals(-Errno.EBADF, tun.write(buffer, 0));
            tun.wake();
        }
    }

    @Test
    void a_deleted_interface_ends_the_wait() throws Exception {
        try (Arena arena = Arena.ofConfined();
                LinuxTun tun = LinuxTun.open(name, MTU, true)) {
            new ProcessBuilder("ip", "link", "delete", name).inheritIO().start().waitFor();
            MemorySegment buffer = arena.allocate(Tun.MAX_FRAME);
            assertTrue(tun.await());
            assertEquals(-Errno.EBADFD, tun.read(buffer, 0, Tun.MAX_FRAME));
            assertFalse(tun.await());
            assertEquals(MTU, tun.mtu());
        }
    }

    @Test
    void a_thousand_closes_under_a_waiting_reader_leak_nothing() throws Exception {
        LinuxTun.open(name, MTU, true).close();
        long descriptors = openDescriptors();
        for (int cycle = 0; cycle < 1000; cycle++) {
            LinuxTun tun = LinuxTun.open(name, MTU, true);
            CountDownLatch reading = new CountDownLatch(1);
            Thread reader = Thread.ofPlatform().start(() -> readUntilClosed(tun, reading));
            reading.await();
            tun.close();
            reader.join();
        }
        assertEquals(descriptors, openDescriptors());
    }

    private static void readUntilClosed(LinuxTun tun, CountDownLatch reading) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(Tun.MAX_FRAME);
            do {
                reading.countDown();
                tun.read(buffer, 0, Tun.MAX_FRAME);
            } while (tun.await());
        }
    }

    private static String sysfs(String name, String attribute) throws Exception {
        return Files.readString(Path.of("/sys/class/net", name, attribute)).trim();
    }

    private static long openDescriptors() {
        String[] open = Path.of("/proc/self/fd").toFile().list();
        return open == null ? -1 : open.length;
    }
}
