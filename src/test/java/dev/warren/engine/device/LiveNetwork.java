package dev.warren.engine.device;

import dev.warren.engine.conn.Bind;
import dev.warren.engine.conn.BindEvent;
import dev.warren.engine.conn.Endpoint;
import dev.warren.engine.conn.ReceiveBatch;
import dev.warren.engine.conn.SendBatch;
import dev.warren.engine.linux.Descriptors;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// A network in memory for threads: who receives may wait.
final class LiveNetwork {
    private static final int CAPACITY = 1024;

    private final Map<InetSocketAddress, LiveBind> binds = new ConcurrentHashMap<>();
    private final AtomicInteger ports = new AtomicInteger(1024);

    /// Opens sockets at an address, as a device asks for them.
    Binds at(String address) {
        InetAddress host = InetAddress.ofLiteral(address);
        return (port, mark) -> {
            LiveBind bind = new LiveBind(new InetSocketAddress(host, port == 0 ? ports.incrementAndGet() : port));
            binds.put(bind.address, bind);
            return bind;
        };
    }

    /// Sockets that nobody has closed.
    int open() {
        return binds.size();
    }

    private final class LiveBind implements Bind {
        private final InetSocketAddress address;

        // @GuardedBy("this")
        private final ArrayDeque<Datagram> inbox = new ArrayDeque<>();
        private boolean closed;

        private final Readiness readiness = new Readiness();

        LiveBind(InetSocketAddress address) {
            this.address = address;
        }

        private synchronized void arrived(Datagram datagram) {
            if (!closed && inbox.size() < CAPACITY) {
                inbox.add(datagram);
                readiness.raise();
            }
        }

        @Override
        public int port() {
            return address.getPort();
        }

        @Override
        public synchronized int receive(ReceiveBatch batch) {
            batch.clear();
            while (!closed && !inbox.isEmpty() && batch.count() < batch.capacity()) {
                Datagram datagram = inbox.poll();
                batch.add(datagram.from(), 0, MemorySegment.ofArray(datagram.bytes()), datagram.length());
            }
            if (inbox.isEmpty()) {
                readiness.lower();
            }
            return batch.count();
        }

        @Override
        public int send(SendBatch batch) {
            Endpoint from = Endpoint.of(address);
            for (int run = 0; run < batch.runs(); run++) {
                LiveBind to = binds.get(batch.endpoint(run).address());
                long end = batch.offset(run) + batch.length(run);
                for (long at = batch.offset(run); to != null && at < end; at += batch.segmentSize(run)) {
                    long length = Math.min(batch.segmentSize(run), end - at);
                    byte[] bytes = batch.slab().asSlice(at, length).toArray(ValueLayout.JAVA_BYTE);
                    to.arrived(new Datagram(from, batch.endpoint(run), 0, bytes));
                }
            }
            return batch.datagrams();
        }

        @Override
        public boolean await() {
            return readiness.descriptors().await();
        }

        @Override
        public boolean await(Descriptors others) {
            return readiness.descriptors().await(others);
        }

        @Override
        public void wake() {
            readiness.descriptors().wake();
        }

        @Override
        public void setMark(int mark) {}

        @Override
        public long count(BindEvent event) {
            return 0;
        }

        @Override
        public void close() {
            synchronized (this) {
                closed = true;
            }
            binds.remove(address, this);
            readiness.close();
        }
    }
}
