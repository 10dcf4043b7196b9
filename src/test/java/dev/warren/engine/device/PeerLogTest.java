package dev.warren.engine.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The debug log of one peer.
class PeerLogTest {
    private static final Logger LOGGER = Logger.getLogger(PeerLog.NAME);

    private final DevicePair pair = new DevicePair();
    private final Lines lines = new Lines();
    private final Level before = LOGGER.getLevel();

    private static final class Lines extends Handler {
        private final List<String> texts = new ArrayList<>();

        @Override
        public synchronized void publish(LogRecord line) {
            texts.add(line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @BeforeEach
    void listen() {
        lines.setLevel(Level.ALL);
        LOGGER.setLevel(Level.ALL);
        LOGGER.addHandler(lines);
    }

    @AfterEach
    void close() {
        pair.close();
        LOGGER.removeHandler(lines);
        LOGGER.setLevel(before);
    }

    private void logAlicesPeer() {
        pair.alice.device.inspection().log(pair.bob.publicKey(), true);
    }

    private boolean tells(String text) {
        return lines.texts.stream().anyMatch(line -> line.contains(text));
    }

    @Test
    void it_is_off_until_somebody_switches_it_on() {
        pair.connected();
        assertEquals(List.of(), lines.texts);
    }

    @Test
    void it_tells_of_a_handshake_from_beginning_to_end() {
        logAlicesPeer();
        pair.aliceSends("hello");
        pair.pump();
        String peer = "alice: peer " + pair.bob.publicKey();
        String keypair = "%08x".formatted(pair.alice.session(pair.bob).localIndex());
        assertEquals(
                List.of(
                        peer + " (198.51.100.2:51820): Sending handshake initiation",
                        peer + ": Keypair " + keypair + " created",
                        peer + " (198.51.100.2:51820): Receiving handshake response"),
                lines.texts);
    }

    @Test
    void it_tells_of_one_peer_alone() {
        pair.bob.device.inspection().log(pair.bob.publicKey(), true);
        pair.connected();
        assertEquals(List.of(), lines.texts);
    }

    @Test
    void it_tells_of_attempts_and_of_giving_up() {
        logAlicesPeer();
        pair.network.losing(datagram -> true);
        pair.aliceSends("into the void");
        pair.advanceSeconds(200);
        assertTrue(tells("Handshake did not complete after 5 seconds, retrying (try 2)"));
        assertTrue(tells("Handshake did not complete after 5 seconds, retrying (try 3)"));
        assertTrue(tells("attempts, giving up"));
    }

    @Test
    void it_tells_of_silence_and_of_the_end_of_the_keys() {
        logAlicesPeer();
        pair.connected();
        pair.network.losing(datagram -> true);
        pair.aliceSends("nobody answers");
        pair.advanceSeconds(16);
        assertTrue(tells("Retrying handshake because nothing came back for 15 seconds"));
        pair.advanceSeconds(600);
        assertTrue(tells("Zeroing out all keys, since there was no new one for 540 seconds"));
        assertTrue(tells("destroyed"));
    }

    @Test
    void it_tells_why_something_was_dropped() {
        pair.connected();
        logAlicesPeer();
        pair.bob.send(Packets.of("10.9.9.9", "10.0.0.1", "spoofed"));
        pair.pump();
        assertTrue(tells("Dropping 1 (source not allowed)"));
    }

    @Test
    void a_flood_of_drops_does_not_flood_the_log() {
        pair.connected();
        logAlicesPeer();
        for (int i = 0; i < 100; i++) {
            pair.bob.send(Packets.of("10.9.9.9", "10.0.0.1", "spoofed"));
        }
        pair.pump();
        assertEquals(
                10,
                lines.texts.stream().filter(line -> line.contains("Dropping")).count());
        pair.advanceSeconds(5);
        pair.bob.send(Packets.of("10.9.9.9", "10.0.0.1", "spoofed"));
        pair.pump();
        assertEquals(
                11,
                lines.texts.stream().filter(line -> line.contains("Dropping")).count());
    }

    @Test
    void it_stays_on_when_the_peer_is_removed_and_added_again() {
        logAlicesPeer();
        pair.alice.apply(pair.bobsPeer().remove());
        pair.alice.apply(pair.bobsPeer().endpoint(pair.bob.endpoint()));
        assertTrue(tells("Removed"));
        assertTrue(tells("Created"));
    }

    @Test
    void it_can_be_switched_off() {
        logAlicesPeer();
        pair.alice.device.inspection().log(pair.bob.publicKey(), false);
        pair.connected();
        assertEquals(List.of(), lines.texts);
    }

    @Test
    void all_peers_can_be_logged_those_that_come_later_too() {
        pair.alice.device.inspection().logAll();
        pair.connected();
        pair.alice.apply(new PeerUpdate(pair.node("carol", "203.0.113.3").publicKey()));
        assertTrue(tells("Sending handshake initiation"));
        assertTrue(tells("Created"));
    }

    @Test
    void it_never_tells_a_key() {
        logAlicesPeer();
        pair.connected();
        pair.advanceSeconds(600);
        String all = String.join("\n", lines.texts);
        assertFalse(all.contains(pair.alice.key().base64()));
        assertFalse(all.contains(pair.alice.key().hex()));
        assertFalse(all.contains(pair.bob.publicKey().base64()));
    }
}
