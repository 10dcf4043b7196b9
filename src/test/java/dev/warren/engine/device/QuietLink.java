package dev.warren.engine.device;

import dev.warren.engine.conn.Bind;
import dev.warren.engine.conn.BindEvent;
import dev.warren.engine.conn.Endpoint;
import dev.warren.engine.conn.ReceiveBatch;
import dev.warren.engine.conn.SendBatch;
import dev.warren.engine.linux.Descriptors;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;

/// A cable between two binds that hands whole runs over, as the kernel does with offloads, and makes no garbage.
final class QuietLink {
    private static final int SLOTS = 16;

    final Endpoint aliceEndpoint = DevicePair.endpoint("192.0.2.1", 1);
    final Endpoint bobEndpoint = DevicePair.endpoint("192.0.2.2", 2);
    final End alice = new End(aliceEndpoint.withSource(InetAddress.ofLiteral("192.0.2.2"), 1));
    final End bob = new End(bobEndpoint.withSource(InetAddress.ofLiteral("192.0.2.1"), 1));

    QuietLink() {
        alice.other = bob;
        bob.other = alice;
    }

    static final class End implements Bind {
        /// Who this end is, as the other one sees it.
        private final Endpoint self;

        private final MemorySegment[] runs = new MemorySegment[SLOTS];
        private final MemorySegment[] slots = new MemorySegment[SLOTS];
        private final int[] segmentSizes = new int[SLOTS];
        private int first;
        private int count;
        private End other;

        End(Endpoint self) {
            this.self = self;
            for (int i = 0; i < SLOTS; i++) {
                slots[i] = Arena.ofAuto().allocate(ReceiveBatch.SLOT);
                runs[i] = slots[i];
            }
        }

        @Override
        public int send(SendBatch batch) {
            for (int run = 0; run < batch.runs(); run++) {
                other.arrived(batch, run);
            }
            return batch.datagrams();
        }

        private void arrived(SendBatch batch, int run) {
            int slot = (first + count++) % SLOTS;
            int length = batch.length(run);
            MemorySegment.copy(batch.slab(), batch.offset(run), slots[slot], 0, length);
            if (runs[slot].byteSize() != length) {
                runs[slot] = slots[slot].asSlice(0, length);
            }
            segmentSizes[slot] = batch.segmentSize(run);
        }

        @Override
        public int receive(ReceiveBatch batch) {
            batch.clear();
            while (count > 0 && batch.count() < batch.capacity()) {
                batch.add(other.self, 0, runs[first], segmentSizes[first]);
                first = (first + 1) % SLOTS;
                count--;
            }
            return batch.count();
        }

        @Override
        public int port() {
            return 1;
        }

        @Override
        public boolean await() {
            return true;
        }

        @Override
        public boolean await(Descriptors others) {
            return await();
        }

        @Override
        public void wake() {}

        @Override
        public void setMark(int mark) {}

        @Override
        public long count(BindEvent event) {
            return 0;
        }

        @Override
        public void close() {}
    }
}
