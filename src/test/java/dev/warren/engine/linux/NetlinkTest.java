package dev.warren.engine.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What an ordinary user may ask.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NetlinkTest {

    @Test
    void the_loopback_interface_is_there() {
        try (Netlink netlink = Netlink.open()) {
            Link lo = netlink.link("lo");
            assertEquals("lo", lo.name());
            assertTrue(lo.up());
            assertTrue(lo.mtu() >= 1500);
            assertTrue(netlink.links().contains(lo));
            assertTrue(netlink.addresses(lo).stream().anyMatch(a -> a.toString().equals("127.0.0.1/8")));
        }
    }

    @Test
    void an_unknown_interface_is_named() {
        try (Netlink netlink = Netlink.open()) {
            for (String name : new String[] {"nosuchdev0", "", "a-name-too-long-for-linux"}) {
                ErrnoException e = assertThrows(ErrnoException.class, () -> netlink.link(name));
                assertEquals(Errno.ENODEV, e.errno());
                assertEquals("find interface " + name, e.call());
            }
            assertEquals("lo", netlink.link("lo").name(), "goes on after a refusal");
        }
    }

    @Test
    void the_path_to_oneself_is_the_loopback_interface() throws Exception {
        try (Netlink netlink = Netlink.open()) {
            RoutePath path = netlink.path(InetAddress.ofLiteral("127.0.0.1"), null, 0);
            assertNotNull(path);
            assertEquals(netlink.link("lo").index(), path.link());
            assertEquals(InetAddress.ofLiteral("127.0.0.1"), path.source());
        }
    }

    @Test
    void a_closed_monitor_ends_its_wait_and_leaves_nothing_open() throws Exception {
        cycle();
        long before = netlinkSockets();
        for (int i = 0; i < 200; i++) {
            cycle();
        }
        assertTrue(netlinkSockets() - before < 100, "others in this process may open some");
    }

    @Test
    void a_woken_monitor_has_nothing_to_tell() {
        try (NetlinkMonitor monitor = NetlinkMonitor.open()) {
            monitor.wake();
            assertTrue(monitor.await());
        }
    }

    private static void cycle() throws Exception {
        NetlinkMonitor monitor = NetlinkMonitor.open();
        CountDownLatch started = new CountDownLatch(1);
        FutureTask<Void> waits = new FutureTask<>(() -> {
            started.countDown();
            while (monitor.await()) {
                monitor.read();
            }
            return null;
        });
        Thread thread = Thread.ofPlatform().start(waits);
        started.await();
        monitor.close();
        waits.get();
        thread.join();
        monitor.close();
        monitor.wake();
        assertFalse(monitor.await());
        assertTrue(monitor.read().isEmpty());
    }

    /// Sockets of this process that listen to the route family.
    private static long netlinkSockets() throws IOException {
        Set<String> own = new HashSet<>();
        try (var fds = Files.list(Path.of("/proc/self/fd"))) {
            for (Path fd : (Iterable<Path>) fds::iterator) {
                if (Files.isSymbolicLink(fd)) {
                    own.add(Files.readSymbolicLink(fd).toString());
                }
            }
        }
        try (var lines = Files.lines(Path.of("/proc/net/netlink"))) {
            return lines.skip(1)
                    .map(line -> line.trim().split("\\s+"))
                    .filter(fields -> fields[1].equals("0") && own.contains("socket:[" + fields[9] + "]"))
                    .count();
        }
    }
}
