package dev.warren.engine.conn;

import static dev.warren.engine.conn.Datagrams.numbered;
import static dev.warren.engine.conn.Datagrams.times;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.engine.linux.Errno;
import dev.warren.engine.linux.ErrnoException;
import dev.warren.engine.linux.Inet;
import java.net.InetAddress;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What becomes of datagrams that the kernel refuses.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class UdpSenderTest {

    private final Refusals kernel = new Refusals();
    private final Datagrams bob = Datagrams.open();

    private long now = 1;
    private Datagrams alice;

    @BeforeEach
    void open() {
        alice = new Datagrams(UdpBind.open(0, 0, null, Gso.ON, kernel, () -> now));
    }

    @AfterEach
    void close() {
        alice.close();
        bob.close();
    }

    @Test
    void what_one_call_does_not_take_the_next_one_does() throws Exception {
        kernel.takeAtMost(2);
        int[] lengths = {50, 60, 70, 80, 90};
        assertEquals(5, alice.send(bob.at("::1"), lengths));
        assertEquals(3, kernel.calls);
        assertEquals(numbered(lengths), bob.receiveDatagrams(5));
    }

    @Test
    void an_interrupted_call_is_repeated() throws Exception {
        kernel.interruptions = 3;
        assertEquals(1, alice.send(bob.at("127.0.0.1"), 50));
        assertEquals(4, kernel.calls);
    }

    @Test
    void a_device_that_refuses_runs_gets_none_any_more_in_that_family() throws Exception {
        kernel.refuse(message -> message.run() && !message.v6() ? Errno.EIO : 0);
        assertEquals(10, alice.send(bob.at("127.0.0.1"), times(10, 1000)));
        assertEquals(numbered(times(10, 1000)), bob.receiveDatagrams(10));
        assertEquals(2, kernel.calls);

        assertEquals(10, alice.send(bob.at("127.0.0.1"), times(10, 1000)));
        assertEquals(3, kernel.calls, "not asked again");
        bob.receiveDatagrams(10);

        assertEquals(10, alice.send(bob.at("::1"), times(10, 1000)));
        assertEquals(4, kernel.calls);
        assertEquals(1, bob.receive(), "IPv6 still sends runs");
        assertEquals(1, alice.bind.count(BindEvent.OFFLOAD_REFUSED));
    }

    @ParameterizedTest
    @ValueSource(ints = {Errno.EMSGSIZE, Errno.EINVAL})
    void an_endpoint_that_runs_do_not_reach_gets_single_datagrams_for_ten_minutes(int errno) throws Exception {
        kernel.refuse(message -> message.run() && !message.v6() ? errno : 0);
        Endpoint narrow = bob.at("127.0.0.1");
        int[] lengths = {1000, 1000, 1000, 200};
        assertEquals(4, alice.send(narrow, lengths));
        assertEquals(numbered(lengths), bob.receiveDatagrams(4));
        assertEquals(2, kernel.calls);

        now += TimeUnit.MINUTES.toNanos(10) - 1;
        assertEquals(4, alice.send(narrow, lengths));
        assertEquals(3, kernel.calls, "remembered");
        assertEquals(2, alice.send(bob.at("::1"), 1000, 1000));
        assertEquals(4, kernel.calls, "of this endpoint only");
        bob.receiveDatagrams(6);

        now += 1;
        kernel.refuse(message -> 0);
        assertEquals(4, alice.send(narrow, lengths));
        assertEquals(1, bob.receive(), "a run again");
        assertEquals(
                1, alice.bind.count(errno == Errno.EMSGSIZE ? BindEvent.SEGMENT_TOO_LARGE : BindEvent.OFFLOAD_REFUSED));
    }

    @Test
    void single_datagrams_of_a_long_run_keep_their_order_among_other_runs() throws Exception {
        Endpoint narrow = bob.at("127.0.0.1");
        kernel.refuse(message -> message.run() ? Errno.EMSGSIZE : 0);
        int[] lengths = new int[330];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = 500 - i / 64;
        }
        for (int attempt = 0; attempt < 2; attempt++) {
            assertEquals(330, alice.send(narrow, lengths));
            assertEquals(numbered(lengths).stream().map(UdpSenderTest::wrapped).toList(), bob.receiveDatagrams(330));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {Errno.EINVAL, Errno.EADDRNOTAVAIL, Errno.ENODEV, Errno.ENETUNREACH})
    void a_source_that_has_gone_is_left_out_and_the_endpoint_remembers(int errno) throws Exception {
        kernel.refuse(message -> message.source() ? errno : 0);
        Endpoint endpoint = bob.at("127.0.0.1").withSource(InetAddress.ofLiteral("127.0.0.1"), 1);
        assertEquals(3, alice.send(endpoint, 1000, 1000, 1000));
        assertEquals(1, bob.receive(), "still a run");
        assertTrue(endpoint.sourceRefused);
        assertEquals(1, alice.bind.count(BindEvent.SOURCE_REFUSED));

        int before = kernel.calls;
        assertEquals(1, alice.send(endpoint, 7));
        assertEquals(before + 1, kernel.calls);
        bob.receive();
        assertTrue(bob.in.from(0, bob.in.endpoint(0)));
    }

    @Test
    void a_flood_of_new_endpoints_is_answered_without_asking_about_each() throws Exception {
        Endpoint endpoint = bob.at("127.0.0.1");
        InetAddress source = InetAddress.ofLiteral("127.0.0.1");
        Endpoint last = endpoint;
        for (int i = 0; i < 1000; i++) {
            last = endpoint.withSource(source, 1);
            alice.send(last, 5);
        }
        assertEquals(Boolean.TRUE, last.pinned);
        Endpoint further = endpoint.withSource(source, 1);
        assertEquals(1, alice.send(further, 5));
        assertNull(further.pinned);
        now += TimeUnit.SECONDS.toNanos(1);
        assertEquals(1, alice.send(further, 5));
        assertEquals(Boolean.TRUE, further.pinned);
    }

    @Test
    void a_run_refused_for_another_reason_keeps_its_source() throws Exception {
        kernel.refuse(message -> message.run() ? Errno.EINVAL : 0);
        Endpoint endpoint = bob.at("::1").withSource(InetAddress.ofLiteral("::1"), 1);
        assertEquals(2, alice.send(endpoint, 1000, 1000));
        assertEquals(numbered(1000, 1000), bob.receiveDatagrams(2));
        assertFalse(endpoint.sourceRefused);
        assertEquals(0, alice.bind.count(BindEvent.SOURCE_REFUSED));
    }

    @Test
    void a_destination_that_is_unreachable_from_anywhere_keeps_its_source() throws Exception {
        kernel.refuse(message -> Errno.ENETUNREACH);
        Endpoint endpoint = bob.at("::1").withSource(InetAddress.ofLiteral("::1"), 1);
        assertEquals(0, alice.send(endpoint, 1000));
        assertFalse(endpoint.sourceRefused);
        assertEquals(1, alice.bind.count(BindEvent.SEND_UNREACHABLE));
    }

    @Test
    void a_gone_source_and_a_narrow_path_are_both_found_out_at_once() throws Exception {
        kernel.refuse(message -> message.source() ? Errno.EINVAL : message.run() ? Errno.EMSGSIZE : 0);
        Endpoint endpoint = bob.at("::1").withSource(InetAddress.ofLiteral("::1"), 1);
        assertEquals(2, alice.send(endpoint, 1000, 1000));
        assertEquals(numbered(1000, 1000), bob.receiveDatagrams(2));
        assertTrue(endpoint.sourceRefused);
        assertEquals(1, alice.bind.count(BindEvent.SEGMENT_TOO_LARGE));
        assertEquals(endpoint.singlyUntil, endpoint.withoutSource().singlyUntil, "the path stays as narrow");
    }

    @ParameterizedTest
    @CsvSource({
        "105, SEND_QUEUE_FULL",
        "12, SEND_QUEUE_FULL",
        "101, SEND_UNREACHABLE",
        "113, SEND_UNREACHABLE",
        "100, SEND_UNREACHABLE",
        "1, SEND_FORBIDDEN",
        "13, SEND_FORBIDDEN",
        "111, SEND_FAILED",
        "4000, SEND_FAILED"
    })
    void a_refused_run_is_counted_with_its_datagrams_and_the_next_one_goes(int errno, BindEvent event)
            throws Exception {
        kernel.refuse(message -> message.run() ? errno : 0);
        assertEquals(1, alice.send(bob.at("127.0.0.1"), 1000, 1000, 1000, 10, 20));
        assertEquals(4, alice.bind.count(event));
        assertEquals("20 of 4", bob.receiveDatagrams(1).getFirst());
    }

    @Test
    void a_full_socket_drops_what_is_left_of_the_batch() throws Exception {
        Endpoint first = bob.at("127.0.0.1");
        kernel.refuse(message -> message.run() ? Errno.EAGAIN : 0);
        alice.add(first, 0, 10);
        alice.add(first, 0, 1000, 1000);
        alice.add(first, 0x88, 148);
        alice.add(bob.at("::1"), 0, 20);
        int before = kernel.calls;
        assertEquals(2, alice.send(), "the other family has a socket of its own");
        assertEquals(3, alice.bind.count(BindEvent.SEND_QUEUE_FULL));
        assertEquals(before + 3, kernel.calls);
    }

    @Test
    void a_machine_without_ipv6_has_ipv4_alone() throws Exception {
        kernel.refuseSocket(Inet.AF_INET6, Errno.EAFNOSUPPORT, 1);
        try (Datagrams lonely = new Datagrams(UdpBind.open(0, 0, null, Gso.AUTO, kernel, () -> now))) {
            lonely.add(bob.at("::1"), 0, 100, 100);
            lonely.add(bob.at("127.0.0.1"), 0, 50);
            assertEquals(1, lonely.send());
            assertEquals(2, lonely.bind.count(BindEvent.SEND_NO_SOCKET));
            bob.receive();
            bob.send(bob.in.endpoint(0), 9);
            assertEquals(numbered(9), lonely.receiveDatagrams(1));
        }
    }

    @Test
    void a_machine_without_ipv4_has_ipv6_alone() throws Exception {
        kernel.refuseSocket(Inet.AF_INET, Errno.EAFNOSUPPORT, 1);
        try (Datagrams lonely = new Datagrams(UdpBind.open(0, 0, null, Gso.AUTO, kernel, () -> now))) {
            assertTrue(lonely.bind.port() > 0);
            assertEquals(1, bob.send(lonely.at("::1"), 9));
            assertEquals(numbered(9), lonely.receiveDatagrams(1));
        }
    }

    @Test
    void a_machine_without_either_family_is_told_so() {
        kernel.refuseSocket(Inet.AF_INET, Errno.EAFNOSUPPORT, 1);
        kernel.refuseSocket(Inet.AF_INET6, Errno.EAFNOSUPPORT, 1);
        ErrnoException e =
                assertThrows(ErrnoException.class, () -> UdpBind.open(0, 0, null, Gso.AUTO, kernel, () -> now));
        assertEquals("open a UDP socket: Address family not supported (EAFNOSUPPORT)", e.getMessage());
    }

    @Test
    void a_random_port_that_ipv6_does_not_have_is_given_up_for_another() {
        kernel.refuseSocket(Inet.AF_INET6, Errno.EADDRINUSE, 99);
        UdpBind.open(0, 0, null, Gso.AUTO, kernel, () -> now).close();
        kernel.refuseSocket(Inet.AF_INET6, Errno.EADDRINUSE, 100);
        assertThrows(ErrnoException.class, () -> UdpBind.open(0, 0, null, Gso.AUTO, kernel, () -> now));
    }

    @Test
    void a_chosen_port_is_tried_once() {
        kernel.refuseSocket(Inet.AF_INET6, Errno.EADDRINUSE, 1);
        int port = alice.bind.port();
        alice.bind.close();
        assertThrows(ErrnoException.class, () -> UdpBind.open(port, 0, null, Gso.AUTO, kernel, () -> now));
    }

    /// Datagrams carry their number in a byte.
    private static String wrapped(String numbered) {
        String[] parts = numbered.split(" of ");
        return parts[0] + " of " + Integer.parseInt(parts[1]) % 256;
    }
}
