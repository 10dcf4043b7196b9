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

/// A port on a [Network].
final class MemoryBind implements Bind {
    private final Network network;
    private final int port;
    private final ArrayDeque<Datagram> inbox = new ArrayDeque<>();
    private InetAddress address;
    int mark;
    boolean closed;

    MemoryBind(Network network, InetAddress address, int port, int mark) {
        this.network = network;
        this.address = address;
        this.port = port;
        this.mark = mark;
        network.attach(socketAddress(), this);
    }

    InetSocketAddress socketAddress() {
        return new InetSocketAddress(address, port);
    }

    /// Is somewhere else from now on, and no longer where it was.
    void move(InetAddress elsewhere) {
        network.detach(socketAddress());
        address = elsewhere;
        network.attach(socketAddress(), this);
    }

    void arrived(Datagram datagram) {
        inbox.add(datagram);
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public int receive(ReceiveBatch batch) {
        batch.clear();
        while (!closed && !inbox.isEmpty() && batch.count() < batch.capacity()) {
            Datagram datagram = inbox.poll();
            // A socket tells the local address that a datagram came to, and its answers leave from there.
            Endpoint from = datagram.from().withSource(address, 1);
            batch.add(from, datagram.trafficClass(), MemorySegment.ofArray(datagram.bytes()), datagram.length());
        }
        return batch.count();
    }

    @Override
    public int send(SendBatch batch) {
        if (closed) {
            return 0;
        }
        Endpoint from = Endpoint.of(socketAddress());
        for (int run = 0; run < batch.runs(); run++) {
            long end = batch.offset(run) + batch.length(run);
            for (long at = batch.offset(run); at < end; at += batch.segmentSize(run)) {
                byte[] bytes = batch.slab()
                        .asSlice(at, Math.min(batch.segmentSize(run), end - at))
                        .toArray(ValueLayout.JAVA_BYTE);
                network.send(new Datagram(from, batch.endpoint(run), batch.trafficClass(run), bytes));
            }
        }
        return batch.datagrams();
    }

    @Override
    public boolean await() {
        return !closed;
    }

    @Override
    public boolean await(Descriptors others) {
        return await();
    }

    @Override
    public void wake() {}

    @Override
    public void setMark(int changed) {
        mark = changed;
    }

    @Override
    public long count(BindEvent event) {
        return 0;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            network.detach(socketAddress());
        }
    }
}
