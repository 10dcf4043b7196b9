package dev.warren.engine.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LibcryptoAeadTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long PATIENCE = 60_000_000_000L;

    private final MemorySegment slab = Arena.ofAuto().allocate(2048);
    private final AeadKey first = AeadKey.of(new byte[32]);
    private final AeadKey second = AeadKey.of(new byte[32]);

    @BeforeAll
    static void there_is_a_libcrypto() {
        assumeTrue(AeadProviders.ALL.stream()
                .anyMatch(provider -> provider.name().equals(LibcryptoAead.NAME) && AeadProviders.works(provider)));
    }

    @Test
    void a_packet_allocates_nothing() {
        assumeTrue(
                AeadProviders.ALL.stream().anyMatch(provider -> provider.name().equals(LibcryptoAead.NAME)));
        try (Aead aead = new LibcryptoAead()) {
            long allocated = Long.MAX_VALUE;
            // What runs interpreted allocates, and the compiler may take long on a machine that has other work.
            long end = System.nanoTime() + PATIENCE;
            while (allocated > 0 && System.nanoTime() < end) {
                long before = THREADS.getCurrentThreadAllocatedBytes();
                packets(aead, 1000);
                allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
            }
            assertEquals(0, allocated);
        }
    }

    @Test
    void heap_memory_is_the_callers_mistake() {
        try (Aead aead = new LibcryptoAead()) {
            MemorySegment heap = MemorySegment.ofArray(new byte[100]);
            assertThrows(IllegalArgumentException.class, () -> aead.seal(first, 0, heap, 0, 50));
        }
    }

    @Test
    void a_closed_one_refuses() {
        Aead aead = new LibcryptoAead();
        aead.close();
        assertThrows(IllegalStateException.class, () -> aead.seal(first, 0, slab, 0, 50));
    }

    private void packets(Aead aead, int count) {
        for (int i = 0; i < count; i++) {
            AeadKey key = i % 32 == 0 ? second : first;
            aead.seal(key, i, slab, 0, 200);
            aead.open(key, i, slab, 0, 216);
        }
    }
}
