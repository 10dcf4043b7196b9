package dev.warren.engine.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What was dropped of one peer's packets, beside what the whole device dropped.
class PeerDropsTest {
    private final DevicePair pair = new DevicePair();

    @AfterEach
    void close() {
        pair.close();
    }

    @Test
    void a_peer_of_which_nothing_was_dropped_has_no_counts() {
        pair.connected();
        assertEquals(Map.of(), pair.bob.device.inspection().drops(pair.alice.publicKey()));
    }

    @Test
    void drops_are_counted_for_the_peer_they_belong_to() {
        pair.connected();
        pair.alice.send(Packets.of("10.9.9.9", "10.0.0.2", "spoofed"));
        pair.alice.send(Packets.of("10.9.9.9", "10.0.0.2", "spoofed again"));
        pair.pump();
        assertEquals(
                Map.of(Drop.SOURCE_NOT_ALLOWED, 2L),
                pair.bob.device.inspection().drops(pair.alice.publicKey()));
        assertEquals(2, pair.bob.dropped(Drop.SOURCE_NOT_ALLOWED));
        assertEquals(Map.of(), pair.alice.device.inspection().drops(pair.bob.publicKey()));
    }

    @Test
    void a_peer_that_is_not_there_has_no_counts() {
        assertEquals(Map.of(), pair.alice.device.inspection().drops(pair.alice.publicKey()));
    }
}
