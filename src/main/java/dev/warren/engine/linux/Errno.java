package dev.warren.engine.linux;

/// The kernel's error numbers: the same on x86-64 and aarch64, with glibc and with musl.
public final class Errno {

    public static final int EPERM = 1;
    public static final int ENOENT = 2;
    public static final int ESRCH = 3;
    public static final int EINTR = 4;
    public static final int EIO = 5;
    public static final int EBADF = 9;
    public static final int EAGAIN = 11;
    public static final int ENOMEM = 12;
    public static final int EACCES = 13;
    public static final int EFAULT = 14;
    public static final int EBUSY = 16;
    public static final int EEXIST = 17;
    public static final int ENODEV = 19;
    public static final int EINVAL = 22;
    public static final int ENFILE = 23;
    public static final int EMFILE = 24;
    public static final int ENOTTY = 25;
    public static final int ENOSPC = 28;
    public static final int EPROTO = 71;
    public static final int EBADFD = 77;
    public static final int EDESTADDRREQ = 89;
    public static final int EMSGSIZE = 90;
    public static final int ENOPROTOOPT = 92;
    public static final int EPROTONOSUPPORT = 93;
    public static final int EOPNOTSUPP = 95;
    public static final int EAFNOSUPPORT = 97;
    public static final int EADDRINUSE = 98;
    public static final int EADDRNOTAVAIL = 99;
    public static final int ENETDOWN = 100;
    public static final int ENETUNREACH = 101;
    public static final int ENOBUFS = 105;
    public static final int ETIMEDOUT = 110;
    public static final int ECONNREFUSED = 111;
    public static final int EHOSTUNREACH = 113;
    public static final int ENOKEY = 126;

    private Errno() {}

    /// The name and meaning of an error number, as in `Address already in use (EADDRINUSE)`.
    public static String describe(int errno) {
        return switch (errno) {
            case EPERM -> "Operation not permitted (EPERM)";
            case ENOENT -> "No such file or directory (ENOENT)";
            case ESRCH -> "No such entry (ESRCH)";
            case EINTR -> "Interrupted system call (EINTR)";
            case EIO -> "Input/output error (EIO)";
            case EBADF -> "Bad file descriptor (EBADF)";
            case EAGAIN -> "Resource temporarily unavailable (EAGAIN)";
            case ENOMEM -> "Out of memory (ENOMEM)";
            case EACCES -> "Permission denied (EACCES)";
            case EFAULT -> "Bad address (EFAULT)";
            case EBUSY -> "Device or resource busy (EBUSY)";
            case EEXIST -> "Already exists (EEXIST)";
            case ENODEV -> "No such device (ENODEV)";
            case EINVAL -> "Invalid argument (EINVAL)";
            case ENFILE -> "Too many open files in the system (ENFILE)";
            case EMFILE -> "Too many open files (EMFILE)";
            case ENOTTY -> "Not supported by the device (ENOTTY)";
            case ENOSPC -> "No space left on device (ENOSPC)";
            case EPROTO -> "Protocol error (EPROTO)";
            case EBADFD -> "File descriptor in bad state (EBADFD)";
            case EDESTADDRREQ -> "Destination address required (EDESTADDRREQ)";
            case EMSGSIZE -> "Message too long (EMSGSIZE)";
            case ENOPROTOOPT -> "Option not available (ENOPROTOOPT)";
            case EPROTONOSUPPORT -> "Protocol not supported (EPROTONOSUPPORT)";
            case EOPNOTSUPP -> "Operation not supported (EOPNOTSUPP)";
            case EAFNOSUPPORT -> "Address family not supported (EAFNOSUPPORT)";
            case EADDRINUSE -> "Address already in use (EADDRINUSE)";
            case EADDRNOTAVAIL -> "Cannot assign requested address (EADDRNOTAVAIL)";
            case ENETDOWN -> "Network is down (ENETDOWN)";
            case ENETUNREACH -> "Network is unreachable (ENETUNREACH)";
            case ENOBUFS -> "No buffer space available (ENOBUFS)";
            case ETIMEDOUT -> "Timed out (ETIMEDOUT)";
            case ECONNREFUSED -> "Connection refused (ECONNREFUSED)";
            case EHOSTUNREACH -> "No route to host (EHOSTUNREACH)";
            case ENOKEY -> "Required key not available (ENOKEY)";
            default -> "error " + errno;
        };
    }
}
