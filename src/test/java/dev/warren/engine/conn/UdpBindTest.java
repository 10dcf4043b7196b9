package dev.warren.engine.conn;

import static dev.warren.engine.conn.Datagrams.numbered;
import static dev.warren.engine.conn.Datagrams.times;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.warren.engine.linux.Errno;
import dev.warren.engine.linux.ErrnoException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Two binds on the loopback interface.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class UdpBindTest {

    private final Datagrams alice = Datagrams.open();
    private final Datagrams bob = Datagrams.open();

    @AfterEach
    void close() {
        alice.close();
        bob.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void a_datagram_arrives_and_the_answer_goes_back(String ip) throws Exception {
        assertEquals(1, alice.send(bob.at(ip), 5));
        assertEquals(numbered(5), bob.receiveDatagrams(1));
        Endpoint seen = bob.in.endpoint(0);
        assertTrue(seen.equalsRemote(alice.at(ip)));
        assertEquals(InetAddress.ofLiteral(ip), seen.source());
        assertTrue(bob.in.from(0, seen));
        assertFalse(bob.in.from(0, seen.withoutSource()), "the source is news");
        assertFalse(bob.in.from(0, Endpoint.of(new InetSocketAddress(ip, 1)).withSource(seen.source(), 1)));

        assertEquals(1, bob.send(seen, 7));
        assertEquals(numbered(7), alice.receiveDatagrams(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void a_run_arrives_as_one_message(String ip) throws Exception {
        assertEquals(21, alice.send(bob.at(ip), lengths(20, 1452, 300)));
        assertEquals(1, bob.receive());
        assertEquals(20 * 1452 + 300, bob.in.length(0));
        assertEquals(1452, bob.in.segmentSize(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void every_shape_of_run_arrives_whole_and_in_order(String ip) throws Exception {
        int[][] shapes = {
            {1},
            {100, 100},
            {100, 90},
            {100, 90, 90},
            {90, 100},
            {1, 2, 3, 2, 1, 1},
            lengths(63, 1000, 1000),
            lengths(64, 1000, 1),
            lengths(150, 1452, 32),
            {65_000, 65_000},
            {65_507}
        };
        for (int[] shape : shapes) {
            assertEquals(shape.length, alice.send(bob.at(ip), shape));
            assertEquals(numbered(shape), bob.receiveDatagrams(shape.length));
        }
    }

    @Test
    void both_families_leave_in_one_batch_and_neither_starves() throws Exception {
        alice.add(bob.at("127.0.0.1"), 0, 10);
        alice.add(bob.at("::1"), 0, 11);
        alice.add(bob.at("127.0.0.1"), 0, 12);
        assertEquals(3, alice.send());
        assertEquals(Set.of("10 of 0", "11 of 1", "12 of 2"), new HashSet<>(bob.receiveDatagrams(3)));

        // IPv4 always has something; IPv6 must still come within a few batches.
        alice.send(bob.at("::1"), 99);
        for (int batches = 0; ; batches++) {
            assertTrue(batches < 20, "IPv6 starves");
            alice.add(bob.at("127.0.0.1"), 0x88, times(8, 50));
            alice.send();
            bob.receive();
            if (bob.in.length(0) == 99) {
                break;
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void the_traffic_class_passes_with_and_without_a_run(String ip) throws Exception {
        alice.add(bob.at(ip), 0x88, 148);
        alice.send();
        bob.receive();
        assertEquals(0, bob.in.ecn(0), "a DSCP is no congestion mark");
        for (int ecn = 0; ecn < 4; ecn++) {
            alice.add(bob.at(ip), ecn, 100, 100);
            assertEquals(2, alice.send());
            assertEquals(1, bob.receive());
            assertEquals(ecn, bob.in.ecn(0));
        }
    }

    @Test
    void more_runs_than_one_call_takes_are_sent() throws Exception {
        int[] lengths = new int[256];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = i + 1;
        }
        FutureTask<?> received = new FutureTask<>(() -> bob.receiveDatagrams(256));
        Thread.ofPlatform().start(received);
        assertEquals(256, alice.send(bob.at("127.0.0.1"), lengths));
        assertEquals(numbered(lengths), received.get());
    }

    @Test
    void without_offload_datagrams_leave_and_arrive_one_by_one() throws Exception {
        try (Datagrams plain = new Datagrams(UdpBind.open(0, 0, null, Gso.OFF))) {
            int[] lengths = lengths(70, 1452, 300);
            assertEquals(71, plain.send(bob.at("127.0.0.1"), lengths));
            assertEquals(numbered(lengths), bob.receiveDatagrams(71));

            alice.send(plain.at("127.0.0.1"), lengths);
            assertEquals(4, plain.receive());
            assertEquals(1452, plain.in.length(0));
            assertEquals(1452, plain.in.segmentSize(0));
        }
    }

    @Test
    void a_datagram_no_path_takes_is_counted_and_the_others_go() throws Exception {
        assertEquals(2, alice.send(bob.at("127.0.0.1"), 10, 65_508, 20));
        assertEquals(1, alice.bind.count(BindEvent.SEND_TOO_LARGE));
        assertEquals(Set.of("10 of 0", "20 of 2"), new HashSet<>(bob.receiveDatagrams(2)));
    }

    @Test
    void an_empty_datagram_is_a_message_of_length_zero() throws Exception {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.send(new DatagramPacket(new byte[0], 0, bob.at("127.0.0.1").address()));
        }
        assertEquals(1, bob.receive());
        assertEquals(0, bob.in.length(0));
        assertEquals(0, bob.in.segmentSize(0));
    }

    @Test
    void the_largest_datagram_is_not_truncated() throws Exception {
        alice.send(bob.at("::1"), 65_507);
        assertEquals(1, bob.receive());
        assertEquals(65_507, bob.in.length(0));
        assertEquals(0, bob.bind.count(BindEvent.RECEIVE_TRUNCATED));
    }

    @Test
    void datagrams_that_find_the_socket_full_are_counted() throws Exception {
        Endpoint to = bob.at("127.0.0.1");
        int sent = 0;
        for (int i = 0; i < 100; i++) {
            sent += alice.send(to, 65_000, 65_000, 65_000, 65_000);
        }
        assertEquals(400, sent);
        int received = 0;
        while (bob.bind.receive(bob.in) > 0) {
            received += bob.in.count();
        }
        assertTrue(received < sent);
        alice.send(to, 5);
        bob.receive();
        assertEquals(sent - received, bob.bind.count(BindEvent.RECEIVE_QUEUE_FULL));
        alice.send(to, 5);
        bob.receive();
        assertEquals(sent - received, bob.bind.count(BindEvent.RECEIVE_QUEUE_FULL), "counted once");
    }

    @Test
    void nothing_waits_where_nothing_was_sent() {
        assertEquals(0, bob.bind.receive(bob.in));
        assertEquals(0, bob.in.count());
        assertEquals(0, bob.bind.count(BindEvent.RECEIVE_FAILED));
        assertEquals(0, alice.send());
    }

    @Test
    void a_taken_port_is_named() {
        ErrnoException e = assertThrows(ErrnoException.class, () -> UdpBind.open(alice.bind.port(), 0, null, Gso.AUTO));
        assertEquals("bind to UDP port " + alice.bind.port() + ": Address already in use (EADDRINUSE)", e.getMessage());
    }

    @Test
    void a_port_taken_in_ipv6_alone_is_named_and_leaves_nothing_open() throws Exception {
        UdpBind opened = UdpBind.open(0, 0, null, Gso.AUTO);
        int port = opened.port();
        opened.close();
        try (DatagramSocket _ = new DatagramSocket(new InetSocketAddress("::1", port))) {
            ErrnoException e = assertThrows(ErrnoException.class, () -> UdpBind.open(port, 0, null, Gso.AUTO));
            assertEquals(Errno.EADDRINUSE, e.errno());
        }
        UdpBind.open(port, 0, null, Gso.AUTO).close();
    }

    @Test
    void a_sender_stays_in_its_lane_and_many_are_spread_over_all() throws Exception {
        try (UdpBind shared = UdpBind.open(0, 0, null, Gso.AUTO, 3);
                ReceiveBatch in = new ReceiveBatch(4)) {
            List<Lane> lanes = shared.lanes();
            assertEquals(3, lanes.size());
            Endpoint to = Endpoint.of(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), shared.port()));
            Map<Integer, Set<Integer>> lanesOfSenders = new HashMap<>();
            for (int sender = 0; sender < 40; sender++) {
                try (Datagrams from = Datagrams.open()) {
                    for (int i = 0; i < 5; i++) {
                        assertEquals(1, from.send(to, 100));
                    }
                    for (int lane = 0; lane < 3; lane++) {
                        while (lanes.get(lane).receive(in) > 0) {
                            int port = in.endpoint(0).address().getPort();
                            lanesOfSenders
                                    .computeIfAbsent(port, p -> new HashSet<>())
                                    .add(lane);
                        }
                    }
                }
            }
            assertEquals(40, lanesOfSenders.size());
            assertTrue(lanesOfSenders.values().stream().allMatch(seen -> seen.size() == 1));
            assertEquals(
                    Set.of(0, 1, 2),
                    lanesOfSenders.values().stream().flatMap(Set::stream).collect(Collectors.toSet()));
            shared.setMark(0);
            assertEquals(0, shared.count(BindEvent.RECEIVE_FAILED));
        }
    }

    @Test
    void a_port_in_several_lanes_is_nobody_elses_and_free_when_it_is_closed() {
        UdpBind shared = UdpBind.open(0, 0, null, Gso.AUTO, 2);
        int port = shared.port();
        assertThrows(ErrnoException.class, () -> UdpBind.open(port, 0, null, Gso.AUTO));
        assertThrows(ErrnoException.class, () -> UdpBind.open(port, 0, null, Gso.AUTO, 2));
        shared.close();
        assertFalse(shared.lanes().getLast().await());
        UdpBind.open(port, 0, null, Gso.AUTO, 2).close();
        UdpBind.open(port, 0, null, Gso.AUTO).close();
    }

    @Test
    void a_device_that_does_not_exist_is_named() {
        ErrnoException e = assertThrows(ErrnoException.class, () -> UdpBind.open(0, 0, "nosuchdev0", Gso.AUTO));
        assertTrue(e.getMessage().startsWith("bind the UDP socket to device nosuchdev0: "), e.getMessage());
    }

    @Test
    void a_closed_bind_sends_and_receives_nothing() throws Exception {
        Endpoint to = bob.at("127.0.0.1");
        alice.bind.close();
        alice.bind.close();
        assertEquals(0, alice.send(to, 10));
        assertEquals(0, alice.bind.receive(alice.in));
        assertFalse(alice.bind.await());
        alice.bind.wake();
        alice.bind.setMark(1);
    }

    @Test
    void the_port_is_free_when_close_returns() throws Exception {
        int port = alice.bind.port();
        CountDownLatch started = new CountDownLatch(1);
        FutureTask<Boolean> waits = new FutureTask<>(() -> {
            started.countDown();
            return alice.bind.await();
        });
        Thread.ofPlatform().start(waits);
        started.await();
        alice.bind.close();
        UdpBind.open(port, 0, null, Gso.AUTO).close();
        assertFalse(waits.get());
    }

    @Test
    void opening_and_closing_under_a_waiting_thread_leaks_nothing() throws Exception {
        cycle();
        long before = udpSockets();
        for (int i = 0; i < 1000; i++) {
            cycle();
        }
        assertTrue(udpSockets() - before < 100, "others in this process may open some");
    }

    @Test
    void a_wake_ends_the_wait() throws Exception {
        FutureTask<Boolean> waits = new FutureTask<>(bob.bind::await);
        Thread.ofPlatform().start(waits);
        bob.bind.wake();
        assertTrue(waits.get());
        assertEquals(0, bob.bind.receive(bob.in));
    }

    @Test
    void several_threads_send_at_once_through_batches_of_their_own() throws Exception {
        Endpoint to = bob.at("127.0.0.1");
        // What is under way has room in the smallest buffer of a socket, so nothing is lost if the receiver is slow.
        Semaphore room = new Semaphore(100);
        Runnable sends = () -> {
            try (SendBatch batch = new SendBatch(128 * 1024)) {
                for (int i = 0; i < 200; i++) {
                    room.acquireUninterruptibly(2);
                    batch.add(to, 0, 1000);
                    batch.add(to, 0, 1000);
                    assertEquals(2, alice.bind.send(batch));
                    batch.clear();
                }
            }
        };
        Thread first = Thread.ofPlatform().start(sends);
        Thread second = Thread.ofPlatform().start(sends);
        for (int received = 0; received < 800; ) {
            int more = bob.receiveDatagrams(1).size();
            received += more;
            room.release(more);
        }
        first.join();
        second.join();
    }

    @Test
    void sending_and_receiving_allocate_nothing() throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Endpoint to = bob.at("127.0.0.1");
        alice.send(to, 100);
        bob.receive();
        Endpoint seen = bob.in.endpoint(0);
        long allocated = Long.MAX_VALUE;
        // Until the optimizing compiler has seen through it, which may take long on a machine that has other work.
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(50);
        while (allocated > 0 && System.nanoTime() < end) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 2_000; i++) {
                alice.out.add(to, 1, 200);
                alice.out.add(to, 1, 200);
                alice.out.add(to, 0x88, 148);
                alice.bind.send(alice.out);
                alice.out.clear();
                bob.bind.await();
                bob.bind.receive(bob.in);
                bob.in.from(0, seen);
            }
            allocated = threads.getCurrentThreadAllocatedBytes() - before;
        }
        assertEquals(0, allocated);
    }

    @Test
    void a_bind_in_memory_fills_a_batch_by_hand() throws Exception {
        Endpoint from = Endpoint.of(new InetSocketAddress("::1", 9)).withSource(InetAddress.ofLiteral("::1"), 1);
        MemorySegment message = MemorySegment.ofArray(new byte[30]);
        bob.in.clear();
        bob.in.add(from, 3, message, 20);
        bob.in.add(from, 0, message, 30);
        assertEquals(2, bob.in.count());
        assertEquals(ReceiveBatch.SLOT, bob.in.offset(1));
        assertEquals(20, bob.in.segmentSize(0));
        assertEquals(3, bob.in.ecn(0));
        assertEquals(from, bob.in.endpoint(1));
        assertNotEquals(from, bob.in.endpoint(1).withoutSource());
        bob.in.add(from, 0, message, 30);
        bob.in.add(from, 0, message, 30);
        assertThrows(IllegalArgumentException.class, () -> bob.in.add(from, 0, message, 30));
    }

    private static int[] lengths(int count, int length, int last) {
        int[] lengths = times(count + 1, length);
        lengths[count] = last;
        return lengths;
    }

    private static void cycle() throws Exception {
        UdpBind bind = UdpBind.open(0, 0, null, Gso.AUTO);
        CountDownLatch started = new CountDownLatch(1);
        FutureTask<Void> receives = new FutureTask<>(() -> {
            try (ReceiveBatch batch = new ReceiveBatch(1)) {
                started.countDown();
                while (bind.await()) {
                    bind.receive(batch);
                }
            }
            return null;
        });
        Thread thread = Thread.ofPlatform().start(receives);
        started.await();
        bind.close();
        receives.get();
        thread.join();
    }

    private static long udpSockets() throws IOException {
        Set<String> inodes = new HashSet<>();
        for (String table : List.of("/proc/self/net/udp", "/proc/self/net/udp6")) {
            try (Stream<String> lines = Files.lines(Path.of(table))) {
                lines.skip(1)
                        .forEach(line -> inodes.add("socket:[" + line.trim().split("\\s+")[9] + "]"));
            }
        }
        try (Stream<Path> fds = Files.list(Path.of("/proc/self/fd"))) {
            return fds.filter(fd -> inodes.contains(target(fd))).count();
        }
    }

    private static String target(Path fd) {
        try {
            return Files.readSymbolicLink(fd).toString();
        } catch (IOException e) {
            return "closed meanwhile";
        }
    }
}
