package dev.warren.engine.crypto;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/// Does an [Aead] compute what [ChaChaPoly] does, and refuse what was changed? Asked before it is trusted with traffic.
final class AeadSelfTest {
    private static final byte[] NO_TEXT = {};
    private static final int[] LENGTHS = {0, 1, 63, 64, 114, 256, 1420};
    private static final long[] COUNTERS = {0, 0x0706050403020100L, -1};

    private AeadSelfTest() {}

    static boolean passes(Aead aead) {
        byte[] first = bytes(AeadKey.LENGTH, 0x80);
        byte[] second = bytes(AeadKey.LENGTH, 0x1c);
        for (int length : LENGTHS) {
            for (long counter : COUNTERS) {
                // Two keys in turn, so that an implementation that remembers one can't use the wrong one.
                if (!passes(aead, first, counter, bytes(length, 3))
                        || !passes(aead, second, counter, bytes(length, 5))) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean passes(Aead aead, byte[] keyBytes, long counter, byte[] plain) {
        AeadKey key = AeadKey.of(keyBytes);
        int length = plain.length + Aead.TAG;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment slab = arena.allocate(length + 2L);
            MemorySegment.copy(plain, 0, slab, ValueLayout.JAVA_BYTE, 1, plain.length);
            byte[] expected = ChaChaPoly.seal(keyBytes, counter, plain, NO_TEXT);
            boolean sealed = aead.seal(key, counter, slab, 1, plain.length)
                    && Arrays.equals(bytes(slab, length), expected)
                    && slab.get(ValueLayout.JAVA_BYTE, 0) == 0
                    && slab.get(ValueLayout.JAVA_BYTE, length + 1L) == 0;
            boolean opened =
                    aead.open(key, counter, slab, 1, length) && Arrays.equals(bytes(slab, plain.length), plain);
            MemorySegment.copy(expected, 0, slab, ValueLayout.JAVA_BYTE, 1, length);
            byte last = slab.get(ValueLayout.JAVA_BYTE, length);
            slab.set(ValueLayout.JAVA_BYTE, length, (byte) (last ^ 1));
            return sealed && opened && !aead.open(key, counter, slab, 1, length);
        } finally {
            key.destroy();
        }
    }

    private static byte[] bytes(MemorySegment slab, int length) {
        return slab.asSlice(1, length).toArray(ValueLayout.JAVA_BYTE);
    }

    private static byte[] bytes(int length, int first) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (first + 7 * i);
        }
        return bytes;
    }
}
