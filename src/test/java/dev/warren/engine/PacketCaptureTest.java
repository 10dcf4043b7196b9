package dev.warren.engine;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a capture writes, and where it ends.
class PacketCaptureTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.123456789Z");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final CountDownLatch detached = new CountDownLatch(1);
    private final CountDownLatch slow = new CountDownLatch(1);
    private PacketCapture capture;

    @AfterEach
    void close() {
        slow.countDown();
        capture.close();
    }

    private void start(CaptureLimits limits) {
        start(limits, out);
    }

    private void start(CaptureLimits limits, OutputStream stream) {
        capture = new PacketCapture(limits, () -> NOW, stream).start("wg0", "Anna's laptop", detached::countDown);
    }

    private void receive(byte... packet) {
        capture.tap().received(MemorySegment.ofArray(packet), 0, packet.length);
    }

    private void send(byte... packet) {
        capture.tap().sent(MemorySegment.ofArray(packet), 0, packet.length);
    }

    private CaptureReport report() throws Exception {
        CaptureReport report = capture.finished().get(20, SECONDS);
        assertTrue(detached.await(20, SECONDS));
        return report;
    }

    private PcapngFile file() {
        return PcapngFile.read(out.toByteArray());
    }

    @Test
    void packets_stand_in_the_file_with_time_and_direction() throws Exception {
        start(CaptureLimits.DEFAULT);
        receive((byte) 0x45, (byte) 1, (byte) 2);
        send((byte) 0x60);
        capture.close();
        CaptureReport report = report();
        PcapngFile file = file();
        assertEquals(101, file.linkType());
        assertEquals(2, file.packets().size());
        PcapngFile.Packet first = file.packets().getFirst();
        assertArrayEquals(new byte[] {0x45, 1, 2}, first.bytes());
        assertTrue(first.inbound());
        assertEquals(1_767_323_045_123_456_789L, first.nanos());
        PcapngFile.Packet second = file.packets().getLast();
        assertArrayEquals(new byte[] {0x60}, second.bytes());
        assertFalse(second.inbound());
        assertEquals(new CaptureReport(CaptureReport.End.CLOSED, 2, out.size(), 0), report);
    }

    @Test
    void the_file_tells_whose_packets_they_are() throws Exception {
        start(CaptureLimits.DEFAULT);
        capture.close();
        report();
        PcapngFile file = file();
        assertEquals("Anna's laptop", PcapngFile.text(file.section().get(1)));
        assertEquals("Warren", PcapngFile.text(file.section().get(4)));
        assertEquals("wg0", PcapngFile.text(file.network().get(2)));
        assertEquals("Anna's laptop", PcapngFile.text(file.network().get(3)));
        assertArrayEquals(new byte[] {9}, file.network().get(9));
    }

    @Test
    void statistics_stand_at_the_end() throws Exception {
        start(CaptureLimits.DEFAULT);
        receive((byte) 0x45);
        capture.close();
        report();
        var statistics = file().statistics();
        assertEquals(1_767_323_045_123_456_789L, PcapngFile.time(PcapngFile.number(statistics.get(2))));
        assertEquals(1_767_323_045_123_456_789L, PcapngFile.time(PcapngFile.number(statistics.get(3))));
        assertEquals(1, PcapngFile.number(statistics.get(4)).getLong());
        assertEquals(0, PcapngFile.number(statistics.get(5)).getLong());
        assertEquals(1, PcapngFile.number(statistics.get(8)).getLong());
    }

    @Test
    void it_ends_after_so_many_packets() throws Exception {
        start(CaptureLimits.DEFAULT.withPackets(2));
        for (int i = 0; i < 5; i++) {
            send((byte) 0x45, (byte) i);
        }
        assertEquals(CaptureReport.End.PACKETS, report().end());
        assertEquals(2, file().packets().size());
    }

    @Test
    void it_ends_before_it_is_too_large() throws Exception {
        start(CaptureLimits.DEFAULT.withBytes(10_000));
        for (int i = 0; i < 20; i++) {
            send(new byte[1001]);
        }
        assertEquals(CaptureReport.End.BYTES, report().end());
        assertTrue(out.size() <= 10_000, () -> "was " + out.size());
        assertTrue(out.size() > 10_000 - 1100, () -> "was " + out.size());
    }

    @Test
    void it_ends_when_its_time_is_over_even_if_nothing_comes() throws Exception {
        start(CaptureLimits.DEFAULT.withTime(Duration.ofMillis(50)));
        assertEquals(CaptureReport.End.TIME, report().end());
        assertEquals(0, file().packets().size());
    }

    @Test
    void it_ends_with_its_peer() throws Exception {
        start(CaptureLimits.DEFAULT);
        send((byte) 0x45);
        capture.tap().removed();
        send((byte) 0x46);
        assertEquals(CaptureReport.End.PEER_REMOVED, report().end());
        assertEquals(1, file().packets().size());
    }

    @Test
    void of_a_long_packet_it_keeps_the_beginning_and_the_length() throws Exception {
        start(CaptureLimits.DEFAULT.withSnapLength(64));
        byte[] packet = new byte[1400];
        packet[63] = 7;
        receive(packet);
        capture.close();
        report();
        PcapngFile file = file();
        assertEquals(64, file.snapLength());
        assertEquals(64, file.packets().getFirst().bytes().length);
        assertEquals(7, file.packets().getFirst().bytes()[63]);
        assertEquals(1400, file.packets().getFirst().originalLength());
    }

    @Test
    void a_stream_that_does_not_move_costs_packets_and_nobody_waits() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        start(CaptureLimits.DEFAULT, new OutputStream() {
            @Override
            public void write(int b) {
                throw new AssertionError("byte by byte");
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                stuck.countDown();
                try {
                    slow.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                out.write(bytes, offset, length);
            }
        });
        assertTrue(stuck.await(20, SECONDS));
        int fits = (int) (PacketCapture.MAX_QUEUED_BYTES / 60_000);
        for (int i = 0; i < fits + 3; i++) {
            send(new byte[60_000]);
        }
        slow.countDown();
        capture.close();
        CaptureReport report = report();
        assertEquals(3, report.lost());
        assertEquals(fits, report.packets());
        assertEquals(3, PcapngFile.number(file().statistics().get(5)).getLong());
        assertEquals(fits + 3, PcapngFile.number(file().statistics().get(4)).getLong());
    }

    @Test
    void small_packets_are_bounded_by_their_number() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        start(CaptureLimits.DEFAULT, new OutputStream() {
            @Override
            public void write(int b) {}

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                stuck.countDown();
                try {
                    slow.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
        });
        assertTrue(stuck.await(20, SECONDS));
        for (int i = 0; i < 10_000; i++) {
            send((byte) 0x45);
        }
        slow.countDown();
        capture.close();
        CaptureReport report = report();
        assertEquals(10_000 - 8192, report.lost());
    }

    @Test
    void a_stream_that_fails_ends_it() {
        start(CaptureLimits.DEFAULT, new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        });
        ExecutionException failure =
                assertThrows(ExecutionException.class, () -> capture.finished().get(20, SECONDS));
        assertInstanceOf(IOException.class, failure.getCause());
        assertEquals(0, detached.getCount());
    }

    @Test
    void what_it_has_is_flushed_while_it_waits_for_more() throws Exception {
        CountDownLatch flushed = new CountDownLatch(1);
        start(CaptureLimits.DEFAULT, new ByteArrayOutputStream() {
            @Override
            public void flush() {
                if (size() > 300) {
                    flushed.countDown();
                }
            }
        });
        send(new byte[200]);
        assertTrue(flushed.await(20, SECONDS));
    }
}
