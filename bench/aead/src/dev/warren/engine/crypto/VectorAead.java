package dev.warren.engine.crypto;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// ChaCha20-Poly1305 in Java alone: ChaCha20 with the Vector API, one block a lane, and Poly1305 in [Poly1305].
///
/// With 512-bit vectors 16 blocks are made at once, the first of which gives Poly1305's key, so a packet of up to 960 bytes
/// needs one pass and one of 1420 two.
final class VectorAead implements Aead {
    private static final VectorSpecies<Integer> SPECIES = IntVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int BLOCK = 64;
    private static final int WORDS = 16;
    private static final IntVector LANE_NUMBERS = IntVector.zero(SPECIES).addIndex(1);
    private static final ValueLayout.OfInt INT_LE = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /// Where in `stream`, word by word of all lanes, the words of one block lie.
    private static final int[] COLUMN = column();

    private final byte[] key = new byte[AeadKey.LENGTH];
    private final int[] words = new int[WORDS];
    private final int[] stream = new int[WORDS * LANES];
    private final int[] block = new int[WORDS];
    private final Poly1305 poly = new Poly1305();

    private static int[] column() {
        int[] column = new int[WORDS];
        for (int i = 0; i < WORDS; i++) {
            column[i] = i * LANES;
        }
        return column;
    }

    @Override
    public boolean seal(AeadKey aeadKey, long counter, MemorySegment slab, long offset, int length) {
        if (!begin(aeadKey, counter)) {
            slab.asSlice(offset, length + TAG).fill((byte) 0);
            return false;
        }
        encrypt(slab, offset, length);
        poly.update(slab, offset, length);
        poly.finish(slab, offset + length);
        return true;
    }

    @Override
    public boolean open(AeadKey aeadKey, long counter, MemorySegment slab, long offset, int length) {
        int plain = length - TAG;
        if (plain < 0 || !begin(aeadKey, counter)) {
            return false;
        }
        poly.update(slab, offset, plain);
        if (!poly.matches(slab, offset + plain)) {
            return false;
        }
        encrypt(slab, offset, plain);
        return true;
    }

    private boolean begin(AeadKey aeadKey, long counter) {
        if (!aeadKey.copyTo(key)) {
            return false;
        }
        words[0] = 0x61707865;
        words[1] = 0x3320646e;
        words[2] = 0x79622d32;
        words[3] = 0x6b206574;
        for (int i = 0; i < 8; i++) {
            words[4 + i] = Bytes.getIntLe(key, 4 * i);
        }
        words[13] = 0;
        words[14] = (int) counter;
        words[15] = (int) (counter >>> 32);
        blocks(0);
        column(0);
        poly.begin(block);
        return true;
    }

    /// The first pass is in `stream` already, and its first block is used.
    private void encrypt(MemorySegment slab, long offset, int length) {
        int lane = 1;
        int done = 0;
        for (int number = LANES; done < length; done += BLOCK, lane++) {
            if (lane == LANES) {
                blocks(number);
                number += LANES;
                lane = 0;
            }
            if (LANES == WORDS && length - done >= BLOCK) {
                IntVector.fromArray(SPECIES, stream, lane, COLUMN, 0)
                        .lanewise(
                                VectorOperators.XOR,
                                IntVector.fromMemorySegment(SPECIES, slab, offset + done, ByteOrder.LITTLE_ENDIAN))
                        .intoMemorySegment(slab, offset + done, ByteOrder.LITTLE_ENDIAN);
            } else {
                column(lane);
                mix(slab, offset + done, Math.min(BLOCK, length - done));
            }
        }
    }

    private void column(int lane) {
        for (int i = 0; i < WORDS; i++) {
            block[i] = stream[i * LANES + lane];
        }
    }

    private void mix(MemorySegment slab, long at, int length) {
        int i = 0;
        for (; i + 4 <= length; i += 4) {
            slab.set(INT_LE, at + i, slab.get(INT_LE, at + i) ^ block[i >> 2]);
        }
        for (; i < length; i++) {
            byte mixed = (byte) (slab.get(ValueLayout.JAVA_BYTE, at + i) ^ block[i >> 2] >>> 8 * (i & 3));
            slab.set(ValueLayout.JAVA_BYTE, at + i, mixed);
        }
    }

    /// Makes as many blocks as there are lanes, from the one numbered `first`.
    private void blocks(int first) {
        IntVector x0 = all(0);
        IntVector x1 = all(1);
        IntVector x2 = all(2);
        IntVector x3 = all(3);
        IntVector x4 = all(4);
        IntVector x5 = all(5);
        IntVector x6 = all(6);
        IntVector x7 = all(7);
        IntVector x8 = all(8);
        IntVector x9 = all(9);
        IntVector x10 = all(10);
        IntVector x11 = all(11);
        IntVector numbers = LANE_NUMBERS.add(first);
        IntVector x12 = numbers;
        IntVector x13 = all(13);
        IntVector x14 = all(14);
        IntVector x15 = all(15);
        for (int round = 0; round < 10; round++) {
            x0 = x0.add(x4);
            x12 = left(x12, x0, 16);
            x8 = x8.add(x12);
            x4 = left(x4, x8, 12);
            x0 = x0.add(x4);
            x12 = left(x12, x0, 8);
            x8 = x8.add(x12);
            x4 = left(x4, x8, 7);

            x1 = x1.add(x5);
            x13 = left(x13, x1, 16);
            x9 = x9.add(x13);
            x5 = left(x5, x9, 12);
            x1 = x1.add(x5);
            x13 = left(x13, x1, 8);
            x9 = x9.add(x13);
            x5 = left(x5, x9, 7);

            x2 = x2.add(x6);
            x14 = left(x14, x2, 16);
            x10 = x10.add(x14);
            x6 = left(x6, x10, 12);
            x2 = x2.add(x6);
            x14 = left(x14, x2, 8);
            x10 = x10.add(x14);
            x6 = left(x6, x10, 7);

            x3 = x3.add(x7);
            x15 = left(x15, x3, 16);
            x11 = x11.add(x15);
            x7 = left(x7, x11, 12);
            x3 = x3.add(x7);
            x15 = left(x15, x3, 8);
            x11 = x11.add(x15);
            x7 = left(x7, x11, 7);

            x0 = x0.add(x5);
            x15 = left(x15, x0, 16);
            x10 = x10.add(x15);
            x5 = left(x5, x10, 12);
            x0 = x0.add(x5);
            x15 = left(x15, x0, 8);
            x10 = x10.add(x15);
            x5 = left(x5, x10, 7);

            x1 = x1.add(x6);
            x12 = left(x12, x1, 16);
            x11 = x11.add(x12);
            x6 = left(x6, x11, 12);
            x1 = x1.add(x6);
            x12 = left(x12, x1, 8);
            x11 = x11.add(x12);
            x6 = left(x6, x11, 7);

            x2 = x2.add(x7);
            x13 = left(x13, x2, 16);
            x8 = x8.add(x13);
            x7 = left(x7, x8, 12);
            x2 = x2.add(x7);
            x13 = left(x13, x2, 8);
            x8 = x8.add(x13);
            x7 = left(x7, x8, 7);

            x3 = x3.add(x4);
            x14 = left(x14, x3, 16);
            x9 = x9.add(x14);
            x4 = left(x4, x9, 12);
            x3 = x3.add(x4);
            x14 = left(x14, x3, 8);
            x9 = x9.add(x14);
            x4 = left(x4, x9, 7);
        }
        keep(0, x0.add(all(0)));
        keep(1, x1.add(all(1)));
        keep(2, x2.add(all(2)));
        keep(3, x3.add(all(3)));
        keep(4, x4.add(all(4)));
        keep(5, x5.add(all(5)));
        keep(6, x6.add(all(6)));
        keep(7, x7.add(all(7)));
        keep(8, x8.add(all(8)));
        keep(9, x9.add(all(9)));
        keep(10, x10.add(all(10)));
        keep(11, x11.add(all(11)));
        keep(12, x12.add(numbers));
        keep(13, x13.add(all(13)));
        keep(14, x14.add(all(14)));
        keep(15, x15.add(all(15)));
    }

    private IntVector all(int word) {
        return IntVector.broadcast(SPECIES, words[word]);
    }

    private void keep(int word, IntVector vector) {
        vector.intoArray(stream, word * LANES);
    }

    private static IntVector left(IntVector mixed, IntVector with, int bits) {
        return mixed.lanewise(VectorOperators.XOR, with).lanewise(VectorOperators.ROL, bits);
    }

    @Override
    public String name() {
        return "vector";
    }

    @Override
    public void close() {
        Arrays.fill(key, (byte) 0);
        Arrays.fill(words, 0);
        Arrays.fill(stream, 0);
        Arrays.fill(block, 0);
    }
}
