package dev.warren.engine.linux;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/// `struct ifreq`: an interface's name and one value, the argument of the device ioctls.
public final class Ifreq {

    public static final long SIZE = 40;
    public static final long NAME = 0;
    public static final long VALUE = 16;

    /// The longest name the kernel takes, in bytes.
    public static final int NAME_LIMIT = 15;

    private Ifreq() {}

    /// @throws IllegalArgumentException when the name is empty or longer than [#NAME_LIMIT]
    public static void name(MemorySegment ifreq, String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        if (bytes.length == 0 || bytes.length > NAME_LIMIT) {
            throw new IllegalArgumentException("an interface name has 1 to " + NAME_LIMIT + " bytes: " + name);
        }
        ifreq.asSlice(NAME, 16).fill((byte) 0);
        MemorySegment.copy(bytes, 0, ifreq, ValueLayout.JAVA_BYTE, NAME, bytes.length);
    }

    public static String name(MemorySegment ifreq) {
        return ifreq.getString(NAME, StandardCharsets.UTF_8);
    }
}
