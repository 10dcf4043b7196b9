package dev.warren.engine.conn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.warren.engine.linux.KernelRelease;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunSupportTest {

    @ParameterizedTest
    @CsvSource({
        "5.4.0, true, false",
        "5.12.0, true, true",
        "6.18.44, true, true",
        "7.0.0-14-generic, false, true",
        "7.1.4, false, true",
        "7.1.5, true, true",
        "7.2, true, true"
    })
    void the_switch_decides_and_automatic_avoids_bad_kernels(String release, boolean sends, boolean receives) {
        KernelRelease kernel = KernelRelease.parse(release);
        assertEquals(sends, RunSupport.sends(Gso.AUTO, kernel));
        assertEquals(receives, RunSupport.receives(Gso.AUTO, kernel));
        assertEquals(true, RunSupport.sends(Gso.ON, kernel));
        assertEquals(true, RunSupport.receives(Gso.ON, kernel));
        assertEquals(false, RunSupport.sends(Gso.OFF, kernel));
        assertEquals(false, RunSupport.receives(Gso.OFF, kernel));
    }
}
