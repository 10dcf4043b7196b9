package dev.warren.engine.crypto;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// `struct ossl_param_st { const char *key; unsigned int data_type; void *data; size_t data_size, return_size; }`: how
/// OpenSSL's functions are given and asked for what has a name. An array of them ends with one of zeroes.
final class OsslParam {
    static final int SIZE = 40;

    /// Where in a parameter the address of its value is.
    static final int DATA = 16;

    private static final int TYPE = 8;
    private static final int DATA_SIZE = 24;
    private static final int OCTET_STRING = 5;

    private OsslParam() {}

    /// Writes a parameter of bytes at `offset` of an array.
    static void octets(MemorySegment array, long offset, MemorySegment key, MemorySegment data) {
        array.set(ValueLayout.ADDRESS, offset, key);
        array.set(ValueLayout.JAVA_INT, offset + TYPE, OCTET_STRING);
        array.set(ValueLayout.ADDRESS, offset + DATA, data);
        array.set(ValueLayout.JAVA_LONG, offset + DATA_SIZE, data.byteSize());
    }
}
