package dev.warren.engine.linux;

import java.net.InetAddress;

/// An address of an interface.
///
/// @param link the interface's index
/// @param length how many of the address's bits are the network
public record LinkAddress(int link, InetAddress address, int length) {

    @Override
    public String toString() {
        return address.getHostAddress() + "/" + length;
    }
}
