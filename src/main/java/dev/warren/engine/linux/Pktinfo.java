package dev.warren.engine.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// `struct in_pktinfo` and `in6_pktinfo`: the local address and interface of a datagram.
///
/// Of IPv4's two addresses this is `ipi_spec_dst`, which on receipt is the one to answer from.
public final class Pktinfo {

    public static final long IPV4_SIZE = 12;
    public static final long IPV6_SIZE = 20;

    private static final long IPV4_INTERFACE = 0;
    private static final long IPV4_ADDRESS = 4;
    private static final long IPV4_DESTINATION = 8;
    private static final long IPV6_ADDRESS = 0;
    private static final long IPV6_INTERFACE = 16;

    private static final ValueLayout.OfInt BE32 = JAVA_INT.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfLong BE64 = ValueLayout.JAVA_LONG.withOrder(ByteOrder.BIG_ENDIAN);

    private Pktinfo() {}

    public static void putIpv4(MemorySegment to, long offset, int address, int interfaceIndex) {
        to.set(JAVA_INT, offset + IPV4_INTERFACE, interfaceIndex);
        to.set(BE32, offset + IPV4_ADDRESS, address);
        to.set(JAVA_INT, offset + IPV4_DESTINATION, 0);
    }

    public static void putIpv6(MemorySegment to, long offset, long high, long low, int interfaceIndex) {
        to.set(BE64, offset + IPV6_ADDRESS, high);
        to.set(BE64, offset + IPV6_ADDRESS + 8, low);
        to.set(JAVA_INT, offset + IPV6_INTERFACE, interfaceIndex);
    }

    public static int ipv4(MemorySegment from, long offset) {
        return from.get(BE32, offset + IPV4_ADDRESS);
    }

    public static int ipv4Interface(MemorySegment from, long offset) {
        return from.get(JAVA_INT, offset + IPV4_INTERFACE);
    }

    public static long ipv6High(MemorySegment from, long offset) {
        return from.get(BE64, offset + IPV6_ADDRESS);
    }

    public static long ipv6Low(MemorySegment from, long offset) {
        return from.get(BE64, offset + IPV6_ADDRESS + 8);
    }

    public static int ipv6Interface(MemorySegment from, long offset) {
        return from.get(JAVA_INT, offset + IPV6_INTERFACE);
    }
}
