package dev.warren.engine.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.engine.conn.Endpoint;
import dev.warren.engine.conn.Lane;
import dev.warren.engine.conn.ReceiveBatch;
import dev.warren.engine.crypto.Aead;
import dev.warren.engine.linux.Descriptors;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Several threads that receive for one device.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LanesTest {
    private static final int MESSAGES = 5_000;

    private final DevicePair pair = new DevicePair();

    @AfterEach
    void close() {
        pair.close();
    }

    @Test
    void a_message_that_arrives_in_two_lanes_at_once_is_delivered_once() throws Exception {
        pair.mutual();
        pair.aliceSends("hello");
        pair.pump();
        int sent = pair.network.sent.size();
        for (int i = 0; i < MESSAGES; i++) {
            pair.aliceSends("message " + i);
            pair.alice.pumpData();
        }
        List<Datagram> captured = List.copyOf(pair.network.sent.subList(sent, pair.network.sent.size()));
        assertEquals(MESSAGES, captured.size());

        CyclicBarrier start = new CyclicBarrier(2);
        List<LiveTun> tuns = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int lane = 0; lane < 2; lane++) {
            LiveTun tun = new LiveTun("lane" + lane);
            tuns.add(tun);
            threads.add(Thread.ofPlatform().start(() -> receiveAll(captured, tun, start)));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        long first = tuns.getFirst().received.get();
        long second = tuns.getLast().received.get();
        assertEquals(MESSAGES, first + second);
        assertEquals(MESSAGES, pair.bob.dropped(Drop.REPLAYED));
        tuns.forEach(LiveTun::close);
    }

    private void receiveAll(List<Datagram> captured, LiveTun tun, CyclicBarrier start) {
        Replay lane = new Replay(captured);
        try (Inbound inbound = new Inbound(pair.bob.device, lane, tun, Aead.best())) {
            start.await();
            while (!lane.isEmpty()) {
                assertTrue(inbound.pump(pair.clock.now()) > 0);
            }
        } catch (Exception e) {
            throw new AssertionError("Nobody interrupts", e);
        }
    }

    /// What was captured, once more.
    private static final class Replay implements Lane {
        private final List<Datagram> datagrams;
        private int next;

        Replay(List<Datagram> datagrams) {
            this.datagrams = datagrams;
        }

        boolean isEmpty() {
            return next == datagrams.size();
        }

        @Override
        public int receive(ReceiveBatch batch) {
            batch.clear();
            while (!isEmpty() && batch.count() < batch.capacity()) {
                Datagram datagram = datagrams.get(next++);
                Endpoint from = datagram.from();
                batch.add(from, 0, MemorySegment.ofArray(datagram.bytes()), datagram.length());
            }
            return batch.count();
        }

        @Override
        public boolean await() {
            return true;
        }

        @Override
        public boolean await(Descriptors others) {
            return true;
        }

        @Override
        public void wake() {}
    }
}
