package dev.warren.engine.conn;

import dev.warren.engine.linux.Libc;
import java.lang.foreign.MemorySegment;

/// The calls whose refusals decide how a bind goes on; a parameter so that each refusal can be brought about.
interface SystemCalls {

    SystemCalls LIBC = new SystemCalls() {};

    default int socket(int family, int type, int protocol) {
        return Libc.socket(family, type, protocol);
    }

    default int sendmmsg(int fd, MemorySegment headers, int first, int count, int flags) {
        return Libc.sendmmsg(fd, headers, first, count, flags);
    }
}
