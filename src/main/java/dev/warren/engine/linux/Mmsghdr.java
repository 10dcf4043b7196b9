package dev.warren.engine.linux;

/// `struct mmsghdr`: a [Msghdr] and how many bytes of it the kernel took or gave.
public final class Mmsghdr {

    public static final long SIZE = 64;
    public static final long LENGTH = 56;

    private Mmsghdr() {}
}
