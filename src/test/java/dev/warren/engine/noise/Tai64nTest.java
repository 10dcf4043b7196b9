package dev.warren.engine.noise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class Tai64nTest {

    @Test
    void it_counts_from_1970_and_rounds_nanoseconds_down() {
        assertEquals("400000000000000a00000000", hex(Tai64n.of(Instant.EPOCH)));
        assertEquals("400000006553f10a07000000", hex(Tai64n.of(Instant.ofEpochSecond(1_700_000_000, 123_456_789))));
        assertEquals("400000006553f10a3b000000", hex(Tai64n.of(Instant.ofEpochSecond(1_700_000_000, 999_999_999))));
    }

    @Test
    void moments_closer_than_the_rounding_are_the_same() {
        Instant second = Instant.ofEpochSecond(1_700_000_000);
        assertEquals(Tai64n.of(second), Tai64n.of(second.plusNanos(16_777_215)));
        assertTrue(Tai64n.of(second.plusNanos(16_777_216)).isAfter(Tai64n.of(second)));
        assertFalse(Tai64n.of(second).isAfter(Tai64n.of(second)));
    }

    @Test
    void the_next_moment_is_later_even_across_a_second() {
        Tai64n moment = Tai64n.of(Instant.ofEpochSecond(5));
        for (int i = 0; i < 200; i++) {
            Tai64n next = moment.next();
            assertTrue(next.isAfter(moment));
            assertTrue(next.nanos() < 1_000_000_000);
            moment = next;
        }
        assertEquals(Tai64n.of(Instant.ofEpochSecond(8)).seconds(), moment.seconds());
    }

    @Test
    void whatever_a_peer_sends_has_a_place_in_the_order_of_its_bytes() {
        String[] ascending = {
            "000000000000000000000000",
            "0000000000000000ffffffff",
            "400000006553f10a07000000",
            "400000006553f10a07000001",
            "400000006553f10a80000000",
            "7fffffffffffffffffffffff",
            "800000000000000000000000",
            "ffffffffffffffffffffffff"
        };
        for (int i = 0; i < ascending.length; i++) {
            for (int j = 0; j < ascending.length; j++) {
                assertEquals(i > j, read(ascending[i]).isAfter(read(ascending[j])), ascending[i] + ", " + ascending[j]);
            }
            assertEquals(ascending[i], hex(read(ascending[i])));
        }
    }

    private static Tai64n read(String hex) {
        return Tai64n.read(HexFormat.of().parseHex(hex));
    }

    private static String hex(Tai64n moment) {
        return HexFormat.of().formatHex(moment.bytes());
    }
}
