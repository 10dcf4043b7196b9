package dev.warren.engine.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StagedPacketsTest {
    private static final long BUDGET = 10 << 20;

    private final AtomicLong budget = new AtomicLong(BUDGET);
    private final StagedPackets staged = new StagedPackets(budget);

    @Test
    void packets_come_out_as_they_went_in() {
        assertTrue(staged.isEmpty());
        add(3, 100);
        add(4, 200);
        assertFalse(staged.isEmpty());
        assertArrayEquals(filled(3, 100), staged.poll());
        assertArrayEquals(filled(4, 200), staged.poll());
        assertNull(staged.poll());
        assertEquals(BUDGET, budget.get());
    }

    @Test
    void they_are_not_empty_before_what_was_taken_is_sent() {
        add(1, 100);
        staged.poll();
        assertFalse(staged.isEmpty(), "the frame could still be overtaken");
        staged.settle();
        assertTrue(staged.isEmpty());
    }

    @Test
    void settling_does_not_hide_what_came_meanwhile() {
        add(1, 100);
        staged.poll();
        add(2, 100);
        staged.settle();
        assertFalse(staged.isEmpty());
    }

    @Test
    void of_more_than_128_the_oldest_go() {
        for (int i = 0; i < 128; i++) {
            assertEquals(0, add(i, 10));
        }
        assertEquals(1, add(128, 10));
        assertEquals(1, add(129, 10));
        assertArrayEquals(filled(2, 10), staged.poll());
    }

    @Test
    void of_more_bytes_than_a_peer_may_have_the_oldest_go() {
        for (int i = 0; i < 16; i++) {
            assertEquals(0, add(i, 65_536));
        }
        assertEquals(1, add(16, 65_536));
        assertEquals(BUDGET - StagedPackets.MAX_BYTES, budget.get());
        assertArrayEquals(filled(1, 65_536), staged.poll());
    }

    @Test
    void when_the_device_has_no_budget_a_peer_makes_room_in_its_own() {
        budget.set(150);
        assertEquals(0, add(1, 100));
        assertEquals(1, add(2, 100));
        assertEquals(50, budget.get());
        assertArrayEquals(filled(2, 100), staged.poll());
    }

    @Test
    void a_packet_beyond_every_budget_is_dropped_itself() {
        budget.set(150);
        add(1, 100);
        assertEquals(2, add(2, 200));
        assertTrue(staged.isEmpty());
        assertEquals(150, budget.get());
    }

    @Test
    void clearing_gives_the_budget_back() {
        add(1, 100);
        add(2, 100);
        assertEquals(2, staged.clear());
        assertTrue(staged.isEmpty());
        assertEquals(BUDGET, budget.get());
    }

    private int add(int content, int length) {
        return staged.add(MemorySegment.ofArray(filled(content, length + 5)), 5, length);
    }

    private static byte[] filled(int content, int length) {
        byte[] frame = new byte[length];
        Arrays.fill(frame, (byte) content);
        return frame;
    }
}
