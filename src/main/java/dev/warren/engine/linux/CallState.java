package dev.warren.engine.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;

/// The native memory a thread's calls need besides their arguments: where the linker stores errno, and room for one
/// small structure.
///
/// Every thread has its own, made at its first call and freed by the garbage collector after the thread is gone.
final class CallState {

    private static final StructLayout CAPTURE = Linker.Option.captureStateLayout();
    private static final long ERRNO = CAPTURE.byteOffset(PathElement.groupElement("errno"));
    private static final ThreadLocal<CallState> OF_THREAD = ThreadLocal.withInitial(CallState::new);

    final MemorySegment captured = Arena.ofAuto().allocate(CAPTURE);
    final MemorySegment scratch = Arena.ofAuto().allocate(16, 8);

    private CallState() {}

    static CallState get() {
        return OF_THREAD.get();
    }

    /// Turns C's −1 and errno into the kernel's own convention.
    ///
    /// @param returned of which only the lower half is looked at: the upper one of an `int` is anything, and no
    /// buffer here
    ///                 comes near 2 GiB
    int result(long returned) {
        int result = (int) returned;
        return result >= 0 ? result : -captured.get(ValueLayout.JAVA_INT, ERRNO);
    }
}
