package dev.warren.engine.linux;

import org.jspecify.annotations.Nullable;

/// The kernel's refusal of a call that an administrator asked for, such as
/// `bind to UDP port 51820: Address already in use (EADDRINUSE)`.
///
/// It is unchecked because callers in between can do nothing about it, and it is never thrown for what a packet met.
public final class ErrnoException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String call;
    private final int errno;

    /// @param call what was tried and on what, in words: `open /dev/net/tun`
    /// @param errno the positive error number
    public ErrnoException(String call, int errno) {
        this(call, errno, null);
    }

    /// @param detail what the kernel itself says about it, or null
    public ErrnoException(String call, int errno, @Nullable String detail) {
        super(call + ": " + Errno.describe(errno) + (detail == null ? "" : ": " + detail));
        this.call = call;
        this.errno = errno;
    }

    /// Returns `result` when it is ≥ 0, and throws when it is a negated errno.
    public static int check(String call, int result) {
        if (result < 0) {
            throw new ErrnoException(call, -result);
        }
        return result;
    }

    public String call() {
        return call;
    }

    public int errno() {
        return errno;
    }
}
