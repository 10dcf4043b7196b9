package dev.warren.engine.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// `struct sockaddr_in` and `sockaddr_in6`: an address and port as the kernel reads and writes them.
///
/// An IPv6 address is two longs, most significant first.
public final class Sockaddr {

    /// Room for either, aligned.
    public static final int SIZE = 32;

    public static final int IPV4_SIZE = 16;
    public static final int IPV6_SIZE = 28;

    private static final long FAMILY = 0;
    private static final long PORT = 2;
    private static final long IPV4_ADDRESS = 4;
    private static final long IPV6_FLOW = 4;
    private static final long IPV6_ADDRESS = 8;
    private static final long IPV6_SCOPE = 24;

    private static final ValueLayout.OfShort BE16 = JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfInt BE32 = JAVA_INT.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfLong BE64 = ValueLayout.JAVA_LONG.withOrder(ByteOrder.BIG_ENDIAN);

    private Sockaddr() {}

    /// @return the length that goes with the address
    public static int putIpv4(MemorySegment to, long offset, int address, int port) {
        to.set(JAVA_SHORT, offset + FAMILY, (short) Inet.AF_INET);
        to.set(BE16, offset + PORT, (short) port);
        to.set(BE32, offset + IPV4_ADDRESS, address);
        to.set(ValueLayout.JAVA_LONG, offset + 8, 0);
        return IPV4_SIZE;
    }

    /// @return the length that goes with the address
    public static int putIpv6(MemorySegment to, long offset, long high, long low, int port, int scope) {
        to.set(JAVA_SHORT, offset + FAMILY, (short) Inet.AF_INET6);
        to.set(BE16, offset + PORT, (short) port);
        to.set(JAVA_INT, offset + IPV6_FLOW, 0);
        to.set(BE64, offset + IPV6_ADDRESS, high);
        to.set(BE64, offset + IPV6_ADDRESS + 8, low);
        to.set(JAVA_INT, offset + IPV6_SCOPE, scope);
        return IPV6_SIZE;
    }

    public static int family(MemorySegment from, long offset) {
        return from.get(JAVA_SHORT, offset + FAMILY);
    }

    public static int port(MemorySegment from, long offset) {
        return Short.toUnsignedInt(from.get(BE16, offset + PORT));
    }

    public static int ipv4(MemorySegment from, long offset) {
        return from.get(BE32, offset + IPV4_ADDRESS);
    }

    public static long ipv6High(MemorySegment from, long offset) {
        return from.get(BE64, offset + IPV6_ADDRESS);
    }

    public static long ipv6Low(MemorySegment from, long offset) {
        return from.get(BE64, offset + IPV6_ADDRESS + 8);
    }

    public static int scope(MemorySegment from, long offset) {
        return from.get(JAVA_INT, offset + IPV6_SCOPE);
    }
}
