package dev.warren.engine.conn;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A bind under test with a batch for each direction.
final class Datagrams implements AutoCloseable {

    final UdpBind bind;
    final SendBatch out = new SendBatch(512 * 1024);
    final ReceiveBatch in = new ReceiveBatch(4);

    Datagrams(UdpBind bind) {
        this.bind = bind;
    }

    static Datagrams open() {
        return new Datagrams(UdpBind.open(0, 0, null, Gso.AUTO));
    }

    /// The bind's endpoint as somebody at that address of this machine sees it.
    Endpoint at(String ip) throws Exception {
        return Endpoint.of(new InetSocketAddress(InetAddress.ofLiteral(ip), bind.port()));
    }

    /// Adds datagrams of those lengths, each filled with its number in the batch.
    void add(Endpoint to, int trafficClass, int... lengths) {
        for (int length : lengths) {
            out.slab().asSlice(out.offset(), length).fill((byte) out.datagrams());
            out.add(to, trafficClass, length);
        }
    }

    /// Sends what was added.
    int send() {
        int sent = bind.send(out);
        out.clear();
        return sent;
    }

    int send(Endpoint to, int... lengths) {
        add(to, 0, lengths);
        return send();
    }

    /// Waits for the next message or messages.
    int receive() {
        while (bind.await()) {
            int count = bind.receive(in);
            if (count > 0) {
                return count;
            }
        }
        return 0;
    }

    /// Receives until `count` datagrams have come, each as `length of its first byte`, in order.
    List<String> receiveDatagrams(int count) {
        List<String> datagrams = new ArrayList<>();
        while (datagrams.size() < count) {
            receive();
            for (int i = 0; i < in.count(); i++) {
                for (int at = 0; at < in.length(i); at += in.segmentSize(i)) {
                    int length = Math.min(in.segmentSize(i), in.length(i) - at);
                    datagrams.add(describe(in.slab().asSlice(in.offset(i) + at, length)));
                }
            }
        }
        return datagrams;
    }

    /// The datagrams that [#send] with those lengths makes, as [#receiveDatagrams] tells them.
    static List<String> numbered(int... lengths) {
        List<String> datagrams = new ArrayList<>();
        for (int length : lengths) {
            datagrams.add(length + " of " + datagrams.size());
        }
        return datagrams;
    }

    static int[] times(int count, int length) {
        int[] lengths = new int[count];
        Arrays.fill(lengths, length);
        return lengths;
    }

    @Override
    public void close() {
        bind.close();
        out.close();
        in.close();
    }

    private static String describe(MemorySegment datagram) {
        byte first = datagram.get(ValueLayout.JAVA_BYTE, 0);
        for (long i = 1; i < datagram.byteSize(); i++) {
            if (datagram.get(ValueLayout.JAVA_BYTE, i) != first) {
                return datagram.byteSize() + " torn";
            }
        }
        return datagram.byteSize() + " of " + Byte.toUnsignedInt(first);
    }
}
