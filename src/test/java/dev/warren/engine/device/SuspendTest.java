package dev.warren.engine.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.warren.engine.noise.Keypair;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A machine that sleeps: nothing happens in it, but the boot clock goes on, so keys grow old as they do at the peer's.
class SuspendTest {
    private final DevicePair pair = new DevicePair();

    @AfterEach
    void close() {
        pair.close();
    }

    private void sleepSeconds(long seconds) {
        pair.clock.until(pair.clock.now() + seconds * DevicePair.SECOND);
    }

    @Test
    void after_a_long_sleep_the_first_packet_goes_by_a_new_session() {
        pair.connected();
        sleepSeconds(200);
        pair.aliceSends("good morning");
        pair.pump();
        assertEquals(1, pair.initiations(pair.alice));
        assertEquals(List.of("good morning"), pair.bob.received());
    }

    @Test
    void after_a_nap_the_session_goes_on() {
        pair.connected();
        pair.advanceSeconds(20);
        sleepSeconds(60);
        pair.aliceSends("that was short");
        pair.pump();
        assertEquals(0, pair.initiations(pair.alice));
        assertEquals(List.of("that was short"), pair.bob.received());
    }

    @Test
    void what_was_sent_before_a_long_sleep_is_too_old_after_it() {
        pair.connected();
        List<Datagram> held = new ArrayList<>();
        pair.network.eavesdropper((datagram, onward) -> held.add(datagram));
        pair.aliceSends("from yesterday");
        pair.pump();
        sleepSeconds(200);
        held.forEach(pair.network::inject);
        pair.pump();
        assertEquals(List.of(), pair.bob.received());
        assertEquals(1, pair.bob.dropped(Drop.KEY_EXPIRED));
    }

    @Test
    void on_waking_the_keys_that_ran_out_are_erased_and_the_session_that_follows_is_not() {
        pair.connected();
        Keypair old = pair.alice.session(pair.bob);
        sleepSeconds(600);
        pair.pump();
        assertNull(pair.alice.device.sessions().indices().get(old.localIndex()));
        assertEquals(List.of("went SILENT", "handshake", "came"), pair.alice.events);
        pair.aliceSends("good morning");
        pair.pump();
        assertEquals(List.of("good morning"), pair.bob.received());
        assertEquals(0, pair.alice.dropped(Drop.RESPONSE_INVALID) + pair.bob.dropped(Drop.RESPONSE_INVALID));
    }
}
