package dev.warren.engine.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// A netlink message on its way to the kernel: a header, a structure of fixed length, and attributes.
final class NetlinkRequest {

    private static final int CAPACITY = 512;

    private final MemorySegment segment;
    private final ByteBuffer bytes;

    /// @param flags in addition to `NLM_F_REQUEST`
    NetlinkRequest(Arena arena, int type, int flags) {
        segment = arena.allocate(CAPACITY, 8);
        bytes = segment.asByteBuffer().order(ByteOrder.nativeOrder());
        bytes.putInt(0).putShort((short) type).putShort((short) (flags | Rtnetlink.NLM_F_REQUEST));
        bytes.putInt(0).putInt(0);
    }

    static byte family(InetAddress address) {
        return (byte) (address instanceof Inet6Address ? Inet.AF_INET6 : Inet.AF_INET);
    }

    /// Appends an `ifinfomsg`.
    ///
    /// @param flags the values of the flags in `change`
    NetlinkRequest link(int index, int flags, int change) {
        bytes.putInt(0).putInt(index).putInt(flags).putInt(change);
        return this;
    }

    /// Appends an `ifaddrmsg`.
    NetlinkRequest address(int family, int length, int link) {
        bytes.put((byte) family).put((byte) length).put((byte) 0).put((byte) 0).putInt(link);
        return this;
    }

    /// Appends an `rtmsg`; tables have numbers beyond a byte and go into an attribute.
    NetlinkRequest route(int family, int length, int sourceLength, int protocol, int scope, int type, int flags) {
        bytes.put((byte) family).put((byte) length).put((byte) sourceLength).put((byte) 0);
        bytes.put((byte) 0)
                .put((byte) protocol)
                .put((byte) scope)
                .put((byte) type)
                .putInt(flags);
        return this;
    }

    NetlinkRequest attribute(int type, int value) {
        bytes.putShort((short) (Rtnetlink.ATTRIBUTE_HEADER + Integer.BYTES)).putShort((short) type);
        bytes.putInt(value);
        return this;
    }

    NetlinkRequest attribute(int type, byte[] value) {
        int length = Rtnetlink.ATTRIBUTE_HEADER + value.length;
        bytes.putShort((short) length).putShort((short) type).put(value);
        bytes.position(Rtnetlink.align(bytes.position()));
        return this;
    }

    NetlinkRequest attribute(int type, InetAddress value) {
        return attribute(type, value.getAddress());
    }

    NetlinkRequest attribute(int type, String value) {
        return attribute(type, (value + "\0").getBytes(StandardCharsets.UTF_8));
    }

    /// Completes the message with its length and number.
    MemorySegment numbered(int sequence) {
        bytes.putInt(0, bytes.position());
        bytes.putInt(8, sequence);
        return segment.asSlice(0, bytes.position());
    }
}
