package dev.warren.engine.crypto;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Little-endian numbers in byte arrays.
final class Bytes {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Bytes() {}

    static int getIntLe(byte[] from, int offset) {
        return (int) INT.get(from, offset);
    }

    static void putIntLe(byte[] to, int offset, int value) {
        INT.set(to, offset, value);
    }

    static void putLongLe(byte[] to, int offset, long value) {
        LONG.set(to, offset, value);
    }
}
