package dev.warren.engine.uapi;

/// A request that can't be carried out, with the errno by which the other side is told.
final class UapiException extends Exception {
    private static final long serialVersionUID = 1L;

    static final int EPROTO = 71;
    static final int EINVAL = 22;
    static final int EIO = 5;

    private final int errno;

    UapiException(int errno, String message) {
        super(message);
        this.errno = errno;
    }

    static UapiException invalid(String message) {
        return new UapiException(EINVAL, message);
    }

    int errno() {
        return errno;
    }
}
