package dev.warren.engine.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;

class AeadProvidersTest {

    /// The JDK's cipher with one thing made wrong.
    private static class Wrong implements Aead {
        private final Aead right = new SunJceAead();

        @Override
        public boolean seal(AeadKey key, long counter, MemorySegment slab, long offset, int length) {
            return right.seal(key, counter, slab, offset, length);
        }

        @Override
        public boolean open(AeadKey key, long counter, MemorySegment slab, long offset, int length) {
            return right.open(key, counter, slab, offset, length);
        }

        @Override
        public String name() {
            return "wrong";
        }

        @Override
        public void close() {
            right.close();
        }
    }

    @Test
    void one_that_works_passes_the_self_test() {
        assertTrue(AeadSelfTest.passes(new Wrong()));
    }

    @Test
    void one_that_ignores_the_counters_upper_half_fails_the_self_test() {
        assertFalse(AeadSelfTest.passes(new Wrong() {
            @Override
            public boolean seal(AeadKey key, long counter, MemorySegment slab, long offset, int length) {
                return super.seal(key, counter & 0xffff_ffffL, slab, offset, length);
            }
        }));
    }

    @Test
    void one_that_opens_whatever_comes_fails_the_self_test() {
        assertFalse(AeadSelfTest.passes(new Wrong() {
            @Override
            public boolean open(AeadKey key, long counter, MemorySegment slab, long offset, int length) {
                super.open(key, counter, slab, offset, length);
                return true;
            }
        }));
    }

    @Test
    void one_that_writes_too_far_fails_the_self_test() {
        assertFalse(AeadSelfTest.passes(new Wrong() {
            @Override
            public boolean seal(AeadKey key, long counter, MemorySegment slab, long offset, int length) {
                slab.set(ValueLayout.JAVA_BYTE, offset + length + TAG, (byte) 1);
                return super.seal(key, counter, slab, offset, length);
            }
        }));
    }

    @Test
    void the_best_one_has_a_name_by_which_it_can_be_had() {
        try (Aead best = Aead.best();
                Aead named = Aead.named(best.name())) {
            assertEquals(best.name(), named.name());
        }
        Aead.named("sunjce").close();
    }

    @Test
    void an_unknown_name_is_refused_with_the_known_ones() {
        String message = assertThrows(IllegalArgumentException.class, () -> Aead.named("rot13"))
                .getMessage();
        assertTrue(message.contains("rot13") && message.contains("sunjce"), message);
    }
}
