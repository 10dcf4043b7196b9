package dev.warren.engine.linux;

/// `struct msghdr`: offsets of a message's address, its iovecs and its control messages.
public final class Msghdr {

    public static final long SIZE = 56;
    public static final long NAME = 0;
    public static final long NAME_LENGTH = 8;
    public static final long IOV = 16;
    public static final long IOV_COUNT = 24;
    public static final long CONTROL = 32;
    public static final long CONTROL_LENGTH = 40;
    public static final long FLAGS = 48;

    public static final int MSG_CTRUNC = 8;
    public static final int MSG_TRUNC = 0x20;
    public static final int MSG_DONTWAIT = 0x40;

    private Msghdr() {}
}
