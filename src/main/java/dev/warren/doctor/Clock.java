package dev.warren.doctor;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;

/// What the kernel thinks of its clock: `adjtimex`(2).
final class Clock {

    /// `sizeof(struct timex)` on 64-bit Linux. All zeroes ask and change nothing.
    private static final int TIMEX_BYTES = 208;

    private static final int TIME_ERROR = 5;

    private Clock() {}

    /// Whether something synchronizes it. True also where that can't be found out.
    static boolean isSet() {
        var linker = Linker.nativeLinker();
        var function = linker.defaultLookup().find("adjtimex");
        if (function.isEmpty()) {
            return true;
        }
        var call =
                linker.downcallHandle(function.get(), FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
        try (var arena = Arena.ofConfined()) {
            return (int) call.invokeExact(arena.allocate(TIMEX_BYTES, 8)) != TIME_ERROR;
        } catch (Throwable e) {
            throw new AssertionError("adjtimex takes a pointer and returns an int", e);
        }
    }
}
