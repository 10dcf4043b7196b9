package dev.warren.engine.conn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SendBatchTest {

    private static final Endpoint ALICE = Endpoint.of(new InetSocketAddress("192.0.2.1", 1));
    private static final Endpoint BOB = Endpoint.of(new InetSocketAddress("192.0.2.2", 1));

    private final SendBatch batch = new SendBatch(256 * 1024);

    @AfterEach
    void free() {
        batch.close();
    }

    @Test
    void one_datagram_is_one_run() {
        add(ALICE, 100);
        assertEquals(List.of("100/100x1@0"), runs());
        assertSame(ALICE, batch.endpoint(0));
    }

    @Test
    void equal_datagrams_are_one_run() {
        add(ALICE, 100, 100, 100);
        assertEquals(List.of("300/100x3@0"), runs());
        assertEquals(3, batch.datagrams());
    }

    @Test
    void a_shorter_datagram_ends_the_run() {
        add(ALICE, 100, 90, 90, 100);
        assertEquals(List.of("190/100x2@0", "90/90x1@190", "100/100x1@280"), runs());
    }

    @Test
    void a_longer_datagram_begins_a_run() {
        add(ALICE, 90, 100);
        assertEquals(List.of("90/90x1@0", "100/100x1@90"), runs());
    }

    @Test
    void a_run_has_one_endpoint() {
        add(ALICE, 100);
        add(BOB, 100, 100);
        add(ALICE, 100);
        assertEquals(List.of("100/100x1@0", "200/100x2@100", "100/100x1@300"), runs());
    }

    @Test
    void a_run_has_one_congestion_mark() {
        batch.add(ALICE, 0, 100);
        batch.add(ALICE, 3, 100);
        batch.add(ALICE, 3, 100);
        assertEquals(List.of("100/100x1@0", "200/100x2@100"), runs());
        assertEquals(3, batch.trafficClass(1));
    }

    @Test
    void handshake_messages_travel_alone() {
        batch.add(ALICE, 0x88, 148);
        batch.add(ALICE, 0x88, 148);
        batch.add(ALICE, 0x88, 92);
        assertEquals(3, batch.runs());
    }

    @Test
    void a_run_has_at_most_sixty_four_datagrams() {
        for (int i = 0; i < 65; i++) {
            add(ALICE, 100);
        }
        assertEquals(List.of("6400/100x64@0", "100/100x1@6400"), runs());
    }

    @Test
    void a_run_stays_below_what_the_kernel_takes() {
        for (int i = 0; i < 46; i++) {
            add(ALICE, 1452);
        }
        assertEquals(List.of("63888/1452x44@0", "2904/1452x2@63888"), runs());
    }

    @Test
    void the_batch_is_full_when_the_largest_datagram_might_not_fit() {
        assertFalse(batch.isFull());
        add(ALICE, 65_000, 65_000, 65_000);
        assertEquals(256 * 1024 - 195_000, batch.room());
        assertFalse(batch.isFull());
        add(ALICE, 2_000);
        assertTrue(batch.isFull());
        assertThrows(IllegalArgumentException.class, () -> add(ALICE, 65_500));
        assertThrows(IllegalArgumentException.class, () -> add(ALICE, 0));
    }

    @Test
    void the_batch_is_full_when_there_is_no_run_left() {
        for (int i = 0; i < 256; i++) {
            assertFalse(batch.isFull());
            batch.add(ALICE, 0x88, 148);
        }
        assertTrue(batch.isFull());
        assertEquals(0, batch.room());
        assertThrows(IllegalArgumentException.class, () -> add(ALICE, 148));
    }

    @Test
    void a_cleared_batch_begins_anew() {
        add(ALICE, 100);
        batch.clear();
        assertTrue(batch.isEmpty());
        assertEquals(0, batch.offset());
        assertThrows(IndexOutOfBoundsException.class, () -> batch.endpoint(0));
        add(ALICE, 100);
        assertEquals(List.of("100/100x1@0"), runs());
    }

    private void add(Endpoint to, int... lengths) {
        for (int length : lengths) {
            batch.add(to, 0, length);
        }
    }

    private List<String> runs() {
        List<String> runs = new ArrayList<>();
        for (int i = 0; i < batch.runs(); i++) {
            runs.add(batch.length(i) + "/" + batch.segmentSize(i) + "x" + batch.segments(i) + "@" + batch.offset(i));
        }
        return runs;
    }
}
