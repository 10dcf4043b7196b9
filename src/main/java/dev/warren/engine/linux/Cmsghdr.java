package dev.warren.engine.linux;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// `struct cmsghdr`: the header of a control message, which tells or asks something about one datagram.
public final class Cmsghdr {

    public static final long SIZE = 16;

    private static final long LENGTH = 0;
    private static final long LEVEL = 8;
    private static final long TYPE = 12;

    private Cmsghdr() {}

    /// The room that a control message with that much data takes, `CMSG_SPACE`.
    public static long space(long data) {
        return SIZE + align(data);
    }

    /// Writes the header of a control message; its data belong at `offset + SIZE`.
    ///
    /// @return the offset of the next control message
    public static long put(MemorySegment control, long offset, int level, int type, long data) {
        control.set(ValueLayout.JAVA_LONG, offset + LENGTH, SIZE + data);
        control.set(ValueLayout.JAVA_INT, offset + LEVEL, level);
        control.set(ValueLayout.JAVA_INT, offset + TYPE, type);
        return offset + space(data);
    }

    /// Length of the data, −1 when there is no whole control message at `offset` before `end`.
    public static long data(MemorySegment control, long offset, long end) {
        if (offset + SIZE > end) {
            return -1;
        }
        long length = control.get(ValueLayout.JAVA_LONG, offset + LENGTH);
        return length < SIZE || length > end - offset ? -1 : length - SIZE;
    }

    public static int level(MemorySegment control, long offset) {
        return control.get(ValueLayout.JAVA_INT, offset + LEVEL);
    }

    public static int type(MemorySegment control, long offset) {
        return control.get(ValueLayout.JAVA_INT, offset + TYPE);
    }

    private static long align(long length) {
        return (length + 7) & ~7;
    }
}
