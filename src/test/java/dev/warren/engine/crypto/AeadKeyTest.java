package dev.warren.engine.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class AeadKeyTest {

    @Test
    void it_keeps_its_own_copy() {
        byte[] bytes = new byte[32];
        AeadKey key = AeadKey.of(bytes);
        bytes[0] = 1;
        byte[] copy = new byte[32];
        assertTrue(key.copyTo(copy));
        assertArrayEquals(new byte[32], copy);
    }

    @Test
    void it_has_32_bytes() {
        assertThrows(IllegalArgumentException.class, () -> AeadKey.of(new byte[31]));
    }

    @Test
    void nobody_gets_a_half_zeroed_key() throws InterruptedException {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) 0x77);
        for (int i = 0; i < 300; i++) {
            AeadKey key = AeadKey.of(bytes);
            CountDownLatch started = new CountDownLatch(1);
            Thread destroyer = Thread.ofPlatform().unstarted(() -> {
                started.countDown();
                key.destroy();
            });
            destroyer.start();
            started.await();
            byte[] copy = new byte[32];
            while (key.copyTo(copy)) {
                assertArrayEquals(bytes, copy);
            }
            assertArrayEquals(new byte[32], copy);
            destroyer.join();
            assertFalse(key.copyTo(copy));
        }
    }
}
