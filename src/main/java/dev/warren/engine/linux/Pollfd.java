package dev.warren.engine.linux;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// `struct pollfd`: a descriptor, what is waited for, and what happened.
public final class Pollfd {

    public static final long SIZE = 8;
    public static final long FD = 0;
    public static final long EVENTS = 4;
    public static final long REVENTS = 6;

    private Pollfd() {}

    public static void set(MemorySegment pollfds, int index, int fd, int events) {
        pollfds.set(ValueLayout.JAVA_INT, index * SIZE + FD, fd);
        pollfds.set(ValueLayout.JAVA_SHORT, index * SIZE + EVENTS, (short) events);
        pollfds.set(ValueLayout.JAVA_SHORT, index * SIZE + REVENTS, (short) 0);
    }

    public static int happened(MemorySegment pollfds, int index) {
        return pollfds.get(ValueLayout.JAVA_SHORT, index * SIZE + REVENTS);
    }
}
