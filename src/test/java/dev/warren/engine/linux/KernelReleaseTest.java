package dev.warren.engine.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class KernelReleaseTest {

    @Test
    void what_distributions_append_is_left_out() {
        assertEquals(new KernelRelease(6, 18, 44), KernelRelease.parse("6.18.44-fc-v445\n"));
        assertEquals(new KernelRelease(7, 0, 0), KernelRelease.parse("7.0-rc1"));
        assertEquals(new KernelRelease(5, 10, 0), KernelRelease.parse("5.10.0-35-amd64"));
        assertEquals(new KernelRelease(0, 0, 0), KernelRelease.parse("unknown"));
    }

    @Test
    void releases_compare_by_number_not_by_letter() {
        assertTrue(KernelRelease.parse("5.12").atLeast(5, 12, 0));
        assertTrue(KernelRelease.parse("6.1").atLeast(5, 12, 0));
        assertFalse(KernelRelease.parse("5.4.210").atLeast(5, 12, 0));
        assertFalse(KernelRelease.parse("7.1.4").atLeast(7, 1, 5));
    }

    @Test
    void the_running_kernel_tells_its_release() {
        assertTrue(KernelRelease.current().atLeast(3, 0, 0));
    }
}
