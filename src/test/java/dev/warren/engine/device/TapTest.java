package dev.warren.engine.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Whoever looks at a peer's packets sees what is inside the tunnel, and nothing else.
class TapTest {
    private final DevicePair pair = new DevicePair();
    private final Seen seen = new Seen();

    private static final class Seen implements Tap {
        private final List<String> packets = new ArrayList<>();

        @Override
        public void received(MemorySegment memory, long offset, int length) {
            packets.add("in " + text(memory, offset, length));
        }

        @Override
        public void sent(MemorySegment memory, long offset, int length) {
            packets.add("out " + text(memory, offset, length));
        }

        @Override
        public void removed() {
            packets.add("removed");
        }

        private static String text(MemorySegment memory, long offset, int length) {
            return Packets.text(memory.asSlice(offset, length).toArray(ValueLayout.JAVA_BYTE));
        }
    }

    @AfterEach
    void close() {
        pair.close();
    }

    private void tapBob() {
        pair.alice.device.inspection().tap(pair.bob.publicKey(), seen);
    }

    @Test
    void packets_are_seen_both_ways_without_handshakes_and_keepalives() {
        tapBob();
        pair.aliceSends("question");
        pair.pump();
        pair.bobSends("answer");
        pair.advanceSeconds(30);
        assertEquals(List.of("out question", "in answer"), seen.packets);
    }

    @Test
    void what_is_not_allowed_in_is_not_seen() {
        pair.connected();
        tapBob();
        pair.bob.send(Packets.of("10.9.9.9", "10.0.0.1", "spoofed"));
        pair.pump();
        assertEquals(List.of(), seen.packets);
    }

    @Test
    void another_peer_is_not_seen() {
        Node carol = pair.node("carol", "203.0.113.3");
        pair.alice.apply(new PeerUpdate(carol.publicKey())
                .allow(DevicePair.prefix("10.0.0.3", 32))
                .endpoint(carol.endpoint()));
        carol.apply(pair.alicesPeer());
        tapBob();
        pair.alice.send(Packets.of("10.0.0.1", "10.0.0.3", "for carol"));
        pair.pump();
        assertEquals(List.of("for carol"), carol.received());
        assertEquals(List.of(), seen.packets);
    }

    @Test
    void nothing_is_seen_after_the_end() {
        pair.connected();
        tapBob();
        pair.alice.device.inspection().untap(pair.bob.publicKey(), seen);
        pair.aliceSends("unseen");
        pair.pump();
        assertEquals(List.of(), seen.packets);
    }

    @Test
    void one_may_look_at_a_time() {
        tapBob();
        assertThrows(IllegalStateException.class, this::tapBob);
        pair.alice.device.inspection().untap(pair.bob.publicKey(), new Seen());
        assertThrows(IllegalStateException.class, this::tapBob);
        pair.alice.device.inspection().untap(pair.bob.publicKey(), seen);
        tapBob();
    }

    @Test
    void there_is_nothing_to_see_of_a_peer_that_is_not_there() {
        assertThrows(
                IllegalArgumentException.class,
                () -> pair.alice.device.inspection().tap(pair.alice.publicKey(), seen));
    }

    @Test
    void the_end_of_the_peer_is_told() {
        tapBob();
        pair.alice.apply(new PeerUpdate(pair.bob.publicKey()).remove());
        assertEquals(List.of("removed"), seen.packets);
    }
}
