package dev.warren.engine;

import dev.warren.engine.device.Tap;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// A running capture of one peer's packets as they are inside the tunnel, both ways, into a pcapng stream.
///
/// 1. The data path copies each packet into a bounded queue. When the stream is too slow for that, packets are left
///    out and counted; traffic never waits.
/// 2. A thread of the capture's own writes them, and flushes whenever there is nothing more to write.
/// 3. It ends at one of its limits, when the peer is removed, or when it is closed; then the statistics follow.
public final class PacketCapture implements AutoCloseable {
    /// What may wait for the stream.
    private static final int MAX_QUEUED = 8192;

    static final long MAX_QUEUED_BYTES = 8L << 20;

    private static final Packet WAKE = new Packet(0, false, new byte[0], 0);

    /// A packet as it is to be written.
    private record Packet(long nanos, boolean inbound, byte[] bytes, int originalLength) {}

    private final CaptureLimits limits;
    private final InstantSource clock;
    private final OutputStream out;
    private final PcapngWriter writer;
    private final Tap tap = new Copying();
    private final LinkedBlockingQueue<Packet> queue = new LinkedBlockingQueue<>(MAX_QUEUED);
    private final AtomicLong budget = new AtomicLong(MAX_QUEUED_BYTES);
    private final LongAdder lost = new LongAdder();
    private final AtomicReference<CaptureReport.@Nullable End> end = new AtomicReference<>();
    private final CompletableFuture<CaptureReport> finished = new CompletableFuture<>();

    // The capture's own thread alone.
    private long packets;

    PacketCapture(CaptureLimits limits, InstantSource clock, OutputStream out) {
        this.limits = limits;
        this.clock = clock;
        this.out = out;
        this.writer = new PcapngWriter(out, limits.snapLength());
    }

    /// What the device has to show the peer's packets to.
    Tap tap() {
        return tap;
    }

    /// @param comment whose packets these are
    /// @param detach called when no more of them are wanted
    PacketCapture start(String interfaceName, String comment, Runnable detach) {
        Thread.ofVirtual().name("warren-" + interfaceName + "-capture").start(() -> {
            try {
                CaptureReport report = write(interfaceName, comment);
                detach.run();
                finished.complete(report);
            } catch (IOException | RuntimeException e) {
                detach.run();
                finished.completeExceptionally(e);
            } catch (InterruptedException e) {
                throw new AssertionError("nobody has this thread to interrupt it", e);
            }
        });
        return this;
    }

    private CaptureReport write(String interfaceName, String comment) throws IOException, InterruptedException {
        long startNanos = PcapngWriter.nanos(clock.instant());
        long deadline = System.nanoTime() + limits.time().toNanos();
        writer.header(interfaceName, comment);
        out.flush();
        CaptureReport.End reason = null;
        while (reason == null) {
            Packet packet = next(deadline);
            reason = packet == null ? end.get() : write(packet);
        }
        writer.statistics(startNanos, PcapngWriter.nanos(clock.instant()), packets, lost.sum());
        out.flush();
        return new CaptureReport(reason, packets, writer.written(), lost.sum());
    }

    /// The next packet, or null when the end has come.
    private @Nullable Packet next(long deadline) throws IOException, InterruptedException {
        while (true) {
            if (System.nanoTime() - deadline >= 0) {
                end.compareAndSet(null, CaptureReport.End.TIME);
            }
            Packet packet = queue.poll();
            if (packet == null && end.get() != null) {
                return null;
            }
            if (packet == null) {
                out.flush();
                packet = queue.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
            if (packet != null && packet != WAKE) {
                budget.addAndGet(packet.bytes().length);
                return packet;
            }
        }
    }

    /// @return why it was the last one, or null
    private CaptureReport.@Nullable End write(Packet packet) throws IOException {
        long length = PcapngWriter.length(packet.bytes().length);
        if (writer.written() + length + PcapngWriter.STATISTICS_LENGTH > limits.bytes()) {
            return CaptureReport.End.BYTES;
        }
        writer.packet(packet.nanos(), packet.inbound(), packet.bytes(), packet.originalLength());
        packets++;
        return packets == limits.packets() ? CaptureReport.End.PACKETS : null;
    }

    /// Completed when everything is written and flushed; exceptionally, if the stream failed. The stream is left
    /// open.
    public CompletableFuture<CaptureReport> finished() {
        return finished.copy();
    }

    /// Ends it; what came until now is still written. Doesn't wait for that: [#finished] tells when.
    @Override
    public void close() {
        end(CaptureReport.End.CLOSED);
    }

    private void end(CaptureReport.End reason) {
        end.compareAndSet(null, reason);
        // If there is no room for it, there is a packet to be woken by.
        queue.offer(WAKE);
    }

    /// The data path's side.
    private final class Copying implements Tap {
        @Override
        public void received(MemorySegment memory, long offset, int length) {
            copy(true, memory, offset, length);
        }

        @Override
        public void sent(MemorySegment memory, long offset, int length) {
            copy(false, memory, offset, length);
        }

        @Override
        public void removed() {
            end(CaptureReport.End.PEER_REMOVED);
        }

        private void copy(boolean inbound, MemorySegment memory, long offset, int length) {
            if (end.get() != null) {
                return;
            }
            int captured = Math.min(length, limits.snapLength());
            if (budget.addAndGet(-captured) < 0) {
                budget.addAndGet(captured);
                lost.increment();
                return;
            }
            byte[] bytes = new byte[captured];
            MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, offset, bytes, 0, captured);
            Packet packet = new Packet(PcapngWriter.nanos(clock.instant()), inbound, bytes, length);
            if (!queue.offer(packet)) {
                budget.addAndGet(captured);
                lost.increment();
            }
        }
    }
}
