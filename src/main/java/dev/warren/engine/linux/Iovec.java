package dev.warren.engine.linux;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// `struct iovec`: one piece of a gathered write or a scattered read.
public final class Iovec {

    public static final long SIZE = 16;
    public static final long BASE = 0;
    public static final long LENGTH = 8;

    private Iovec() {}

    /// Makes the iovec at `offset` point at `length` bytes from `address` on.
    public static void set(MemorySegment iovecs, long offset, long address, long length) {
        iovecs.set(ValueLayout.JAVA_LONG, offset + BASE, address);
        iovecs.set(ValueLayout.JAVA_LONG, offset + LENGTH, length);
    }
}
