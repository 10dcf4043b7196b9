package dev.warren.engine.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What every implementation of [Aead] has to do. [ChaChaPoly], which has vectors of its own, is the reference.
class AeadTest {
    private static final byte[] KEY = bytes(32, 1);

    private final MemorySegment slab = Arena.ofAuto().allocate(70_000);
    private final Random random = new Random(11);

    static Stream<Aead> implementations() {
        return AeadProviders.ALL.stream()
                .filter(AeadProviders::works)
                .map(provider -> provider.create().get());
    }

    @ParameterizedTest
    @MethodSource("implementations")
    void seals_what_the_reference_seals_and_opens_it_again_at_every_length(Aead aead) {
        AeadKey key = AeadKey.of(KEY);
        for (int length : new int[] {0, 1, 15, 16, 17, 63, 64, 65, 255, 256, 257, 1000, 1420, 9000, 65_535}) {
            byte[] plain = bytes(length, length);
            long counter = random.nextLong();
            put(plain, 5);
            assertTrue(aead.seal(key, counter, slab, 5, length));
            byte[] sealed = ChaChaPoly.seal(KEY, counter, plain, new byte[0]);
            assertArrayEquals(sealed, get(5, length + Aead.TAG), "sealing " + length + " bytes");
            assertTrue(aead.open(key, counter, slab, 5, length + Aead.TAG));
            assertArrayEquals(plain, get(5, length), "opening " + length + " bytes");
        }
    }

    @ParameterizedTest
    @MethodSource("implementations")
    void touches_no_byte_beside_its_own(Aead aead) {
        AeadKey key = AeadKey.of(KEY);
        slab.fill((byte) 0x5a);
        assertTrue(aead.seal(key, 1, slab, 100, 50));
        assertEquals(0x5a, slab.get(ValueLayout.JAVA_BYTE, 99));
        assertEquals(0x5a, slab.get(ValueLayout.JAVA_BYTE, 166));
        assertTrue(aead.open(key, 1, slab, 100, 66));
        assertEquals(0x5a, slab.get(ValueLayout.JAVA_BYTE, 99));
        assertEquals(0x5a, slab.get(ValueLayout.JAVA_BYTE, 166));
    }

    @ParameterizedTest
    @MethodSource("implementations")
    void one_flipped_bit_anywhere_is_refused(Aead aead) {
        AeadKey key = AeadKey.of(KEY);
        byte[] sealed = ChaChaPoly.seal(KEY, 9, bytes(100, 3), new byte[0]);
        for (int bit = 0; bit < 8 * sealed.length; bit++) {
            byte[] changed = sealed.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            put(changed, 0);
            assertFalse(aead.open(key, 9, slab, 0, changed.length), "bit " + bit);
        }
        put(sealed, 0);
        assertTrue(aead.open(key, 9, slab, 0, sealed.length), "it still opens what is authentic");
    }

    @ParameterizedTest
    @MethodSource("implementations")
    void another_counter_or_another_length_is_refused(Aead aead) {
        AeadKey key = AeadKey.of(KEY);
        byte[] sealed = ChaChaPoly.seal(KEY, 9, bytes(100, 3), new byte[0]);
        for (long counter : new long[] {8, 10, 9L << 32, -9}) {
            put(sealed, 0);
            assertFalse(aead.open(key, counter, slab, 0, sealed.length));
        }
        for (int length : new int[] {0, 1, 15, 16, 115, 117}) {
            put(sealed, 0);
            assertFalse(aead.open(key, 9, slab, 0, length), "length " + length);
        }
    }

    @ParameterizedTest
    @MethodSource("implementations")
    void keys_may_change_from_call_to_call(Aead aead) {
        byte[][] raw = {bytes(32, 1), bytes(32, 2), bytes(32, 3)};
        AeadKey[] keys = {AeadKey.of(raw[0]), AeadKey.of(raw[1]), AeadKey.of(raw[2])};
        byte[] plain = bytes(77, 4);
        for (int i = 0; i < 200; i++) {
            int which = random.nextInt(3);
            byte[] sealed = ChaChaPoly.seal(raw[which], i, plain, new byte[0]);
            if (random.nextBoolean()) {
                put(plain, 0);
                assertTrue(aead.seal(keys[which], i, slab, 0, plain.length));
                assertArrayEquals(sealed, get(0, sealed.length));
            } else {
                put(sealed, 0);
                assertTrue(aead.open(keys[which], i, slab, 0, sealed.length));
                assertArrayEquals(plain, get(0, plain.length));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("implementations")
    void the_same_call_twice_gives_the_same_result(Aead aead) {
        AeadKey key = AeadKey.of(KEY);
        byte[] sealed = ChaChaPoly.seal(KEY, 4, bytes(40, 1), new byte[0]);
        for (int i = 0; i < 3; i++) {
            put(bytes(40, 1), 0);
            assertTrue(aead.seal(key, 4, slab, 0, 40));
            assertArrayEquals(sealed, get(0, 56));
        }
        for (int i = 0; i < 3; i++) {
            put(sealed, 0);
            assertTrue(aead.open(key, 4, slab, 0, 56));
        }
    }

    @ParameterizedTest
    @MethodSource("implementations")
    void a_destroyed_key_seals_to_zeroes_and_opens_nothing(Aead aead) {
        AeadKey key = AeadKey.of(KEY);
        assertTrue(aead.seal(key, 0, slab, 0, 100));
        key.destroy();
        put(bytes(100, 8), 0);
        assertFalse(aead.seal(key, 1, slab, 0, 100));
        assertArrayEquals(new byte[116], get(0, 116));
        byte[] sealed = ChaChaPoly.seal(KEY, 2, bytes(100, 3), new byte[0]);
        put(sealed, 0);
        assertFalse(aead.open(key, 2, slab, 0, sealed.length));
        byte[] sealedUnderZero = ChaChaPoly.seal(new byte[32], 2, bytes(100, 3), new byte[0]);
        put(sealedUnderZero, 0);
        assertFalse(aead.open(key, 2, slab, 0, sealed.length), "not even under a key of zeroes");
    }

    @ParameterizedTest
    @MethodSource("implementations")
    void a_range_outside_the_slab_is_the_callers_mistake(Aead aead) {
        AeadKey key = AeadKey.of(KEY);
        long size = slab.byteSize();
        assertThrows(IndexOutOfBoundsException.class, () -> aead.seal(key, 1, slab, size - 100, 85));
        assertThrows(IndexOutOfBoundsException.class, () -> aead.seal(key, 1, slab, -1, 50));
        assertThrows(IndexOutOfBoundsException.class, () -> aead.open(key, 1, slab, size - 99, 100));
    }

    @ParameterizedTest
    @MethodSource("implementations")
    void it_may_be_closed_twice(Aead aead) {
        aead.close();
        aead.close();
    }

    private void put(byte[] bytes, long offset) {
        MemorySegment.copy(bytes, 0, slab, ValueLayout.JAVA_BYTE, offset, bytes.length);
    }

    private byte[] get(long offset, int length) {
        return slab.asSlice(offset, length).toArray(ValueLayout.JAVA_BYTE);
    }

    private static byte[] bytes(int length, int seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
