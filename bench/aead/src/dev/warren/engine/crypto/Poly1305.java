package dev.warren.engine.crypto;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Poly1305 (RFC 8439 §2.5) over the text of an AEAD without additional data, in three limbs of 44 bits.
///
/// A product of two limbs is taken in two parts of 44 bits: the lower is in the low half of the plain product, and the upper is
/// the high half of the product of both limbs shifted by 10 (together the 20 that are left to 64). So sums never overflow, and
/// no carry has to be looked for.
final class Poly1305 {
    private static final long MASK = (1L << 44) - 1;
    private static final long MASK_TOP = (1L << 42) - 1;
    private static final long ONE = 1L << 40;
    private static final int SHIFT = 10;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private long r0;
    private long r1;
    private long r2;
    private long h0;
    private long h1;
    private long h2;
    private long padLow;
    private long padHigh;

    /// @param key ChaCha20's block 0
    void begin(int[] key) {
        long low = word(key, 0) & 0x0ffffffc0fffffffL;
        long high = word(key, 2) & 0x0ffffffc0ffffffcL;
        r0 = low & MASK;
        r1 = (low >>> 44 | high << 20) & MASK;
        r2 = high >>> 24;
        padLow = word(key, 4);
        padHigh = word(key, 6);
        h0 = 0;
        h1 = 0;
        h2 = 0;
    }

    private static long word(int[] words, int at) {
        return words[at] & 0xffff_ffffL | (long) words[at + 1] << 32;
    }

    /// Takes the whole cipher text, the zeroes that fill its last block, and the lengths.
    void update(MemorySegment memory, long offset, int length) {
        int whole = length & -16;
        for (int i = 0; i < whole; i += 16) {
            block(memory.get(LONG, offset + i), memory.get(LONG, offset + i + 8));
        }
        if (whole < length) {
            long low = 0;
            long high = 0;
            for (int i = whole; i < length; i++) {
                long b = memory.get(ValueLayout.JAVA_BYTE, offset + i) & 0xffL;
                if (i - whole < 8) {
                    low |= b << 8 * (i - whole);
                } else {
                    high |= b << 8 * (i - whole - 8);
                }
            }
            block(low, high);
        }
        block(0, length);
    }

    /// h := (h + block) r, not quite reduced.
    private void block(long low, long high) {
        long a0 = h0 + (low & MASK);
        long a1 = h1 + ((low >>> 44 | high << 20) & MASK);
        long a2 = h2 + (high >>> 24 | ONE);
        // 2^132 is 20, modulo the prime.
        long s1 = 20 * r1;
        long s2 = 20 * r2;
        long low0 = (a0 * r0 & MASK) + (a1 * s2 & MASK) + (a2 * s1 & MASK);
        long high0 = high(a0, r0) + high(a1, s2) + high(a2, s1);
        long low1 = (a0 * r1 & MASK) + (a1 * r0 & MASK) + (a2 * s2 & MASK) + high0;
        long high1 = high(a0, r1) + high(a1, r0) + high(a2, s2);
        long low2 = (a0 * r2 & MASK) + (a1 * r1 & MASK) + (a2 * r0 & MASK) + high1;
        long high2 = high(a0, r2) + high(a1, r1) + high(a2, r0);

        low1 += low0 >>> 44;
        low2 += low1 >>> 44;
        // The top limb has 42 bits, so what lies above 2^130 counts five times.
        long over = (high2 << 2) + (low2 >>> 42);
        h2 = low2 & MASK_TOP;
        h0 = (low0 & MASK) + 5 * over;
        h1 = (low1 & MASK) + (h0 >>> 44);
        h0 &= MASK;
    }

    private static long high(long a, long b) {
        return Math.multiplyHigh(a << SHIFT, b << SHIFT);
    }

    void finish(MemorySegment memory, long offset) {
        reduce();
        memory.set(LONG, offset, padLow);
        memory.set(LONG, offset + 8, padHigh);
    }

    /// In constant time.
    boolean matches(MemorySegment memory, long offset) {
        reduce();
        return (memory.get(LONG, offset) ^ padLow | memory.get(LONG, offset + 8) ^ padHigh) == 0;
    }

    /// Leaves the tag in the pad.
    private void reduce() {
        for (int i = 0; i < 2; i++) {
            h1 += h0 >>> 44;
            h0 &= MASK;
            h2 += h1 >>> 44;
            h1 &= MASK;
            h0 += 5 * (h2 >>> 42);
            h2 &= MASK_TOP;
        }
        h1 += h0 >>> 44;
        h0 &= MASK;
        // h - p = h + 5 - 2^130: taken if that isn't negative
        long g0 = h0 + 5;
        long g1 = h1 + (g0 >>> 44);
        long g2 = h2 + (g1 >>> 44) - (1L << 42);
        long keep = g2 >> 63;
        long t0 = h0 & keep | g0 & MASK & ~keep;
        long t1 = h1 & keep | g1 & MASK & ~keep;
        long t2 = h2 & keep | g2 & ~keep;
        long low = t0 | t1 << 44;
        long high = t1 >>> 20 | t2 << 24;
        long sum = low + padLow;
        padHigh += high + (Long.compareUnsigned(sum, low) < 0 ? 1 : 0);
        padLow = sum;
    }
}
