package dev.warren.peers;

import java.util.Collection;

/// The figures of many peers together.
public record PeerSums(
        int online, int total, double receiveRate, double transmitRate, long receiveTotal, long transmitTotal) {

    static PeerSums of(Collection<LivePeer> peers) {
        int online = 0;
        double receiveRate = 0;
        double transmitRate = 0;
        long receiveTotal = 0;
        long transmitTotal = 0;
        for (LivePeer peer : peers) {
            online += peer.isOnline() ? 1 : 0;
            receiveRate += peer.receiveRate();
            transmitRate += peer.transmitRate();
            receiveTotal += peer.receiveTotal();
            transmitTotal += peer.transmitTotal();
        }
        return new PeerSums(online, peers.size(), receiveRate, transmitRate, receiveTotal, transmitTotal);
    }
}
