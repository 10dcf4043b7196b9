package dev.warren.engine.device;

import dev.warren.engine.conn.Endpoint;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// What one node sends to another, as the network sees it.
record Datagram(Endpoint from, Endpoint to, int trafficClass, byte[] bytes) {

    /// 1 to 4 for WireGuard's messages.
    int type() {
        return bytes[0];
    }

    int length() {
        return bytes.length;
    }

    /// Transport messages without content have this length.
    boolean isKeepalive() {
        return type() == 4 && length() == 32;
    }

    /// Transport messages with content.
    boolean isContent() {
        return type() == 4 && length() > 32;
    }

    long counter() {
        return TransportMessage.counter(MemorySegment.ofArray(bytes), 0);
    }

    Datagram from(Endpoint endpoint) {
        return new Datagram(endpoint, to, trafficClass, bytes);
    }

    Datagram to(Endpoint endpoint) {
        return new Datagram(from, endpoint, trafficClass, bytes);
    }

    Datagram bytes(byte[] changed) {
        return new Datagram(from, to, trafficClass, changed);
    }

    Datagram trafficClass(int changed) {
        return new Datagram(from, to, changed, bytes);
    }

    /// The same with one bit of the byte at `index` turned over.
    Datagram damaged(int index) {
        byte[] changed = bytes.clone();
        changed[index] ^= 0x10;
        return bytes(changed);
    }

    Datagram truncated(int length) {
        return bytes(Arrays.copyOf(bytes, length));
    }
}
