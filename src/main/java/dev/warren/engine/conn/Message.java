package dev.warren.engine.conn;

/// One message of a [ReceiveBatch]: where it lies, where it came from and to; reused from batch to batch.
final class Message {

    int slot;
    int length;
    int segmentSize;
    int trafficClass;

    boolean v6;
    long high;
    long low;
    int port;
    int scope;

    long sourceHigh;
    long sourceLow;
    int sourceInterface;

    void set(int slot, Endpoint from, int trafficClass, int length, int segmentSize) {
        this.slot = slot;
        this.length = length;
        this.segmentSize = segmentSize;
        this.trafficClass = trafficClass;
        v6 = from.v6;
        high = from.high;
        low = from.low;
        port = from.port;
        scope = from.scope;
        sourceHigh = from.sourceHigh;
        sourceLow = from.sourceLow;
        sourceInterface = from.sourceInterface;
    }

    boolean from(Endpoint endpoint) {
        return low == endpoint.low
                && port == endpoint.port
                && high == endpoint.high
                && v6 == endpoint.v6
                && scope == endpoint.scope
                && sourceLow == endpoint.sourceLow
                && sourceInterface == endpoint.sourceInterface
                && sourceHigh == endpoint.sourceHigh;
    }

    Endpoint endpoint() {
        return new Endpoint(v6, high, low, port, scope, sourceHigh, sourceLow, sourceInterface);
    }
}
