package dev.warren.engine.uapi;

import dev.warren.engine.device.Device;
import dev.warren.engine.linux.BootClock;
import dev.warren.engine.linux.ErrnoException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import org.jspecify.annotations.Nullable;

/// One connection: operations, each a block of lines that an empty one ends, and each answered by a block that ends
/// with `errno=`.
final class UapiSession {
    private static final System.Logger LOG = System.getLogger(UapiSession.class.getName());

    /// More than any line of the protocol; what is longer is not of the protocol.
    private static final int MAX_LINE = 1024;

    private final Device device;
    private final BufferedReader in;
    private final Writer out;
    private boolean cutOff;

    UapiSession(Device device, BufferedReader in, Writer out) {
        this.device = device;
        this.in = in;
        this.out = out;
    }

    /// Answers until the other side ends, or says something that is no operation.
    void run() throws IOException {
        for (String operation = line(); operation != null; operation = line()) {
            int errno;
            switch (operation) {
                case "get=1" -> errno = get();
                case "set=1" -> errno = set();
                default -> {
                    return;
                }
            }
            // wg(8) takes the errors of a set request for negated ones, and says "Unknown error" to others.
            out.append("errno=").append(Integer.toString(-errno)).append("\n\n");
            out.flush();
        }
    }

    private int get() throws IOException {
        String end = line();
        if (end != null && !end.isEmpty()) {
            return UapiException.EPROTO;
        }
        new GetReply(out).write(device);
        return 0;
    }

    private int set() throws IOException {
        SetRequest request = new SetRequest();
        UapiException fault = null;
        for (String line = line(); line != null && !line.isEmpty(); line = line()) {
            if (fault == null) {
                fault = fault(request, line);
            }
        }
        if (cutOff) {
            fault = new UapiException(UapiException.EPROTO, "a request that ends in the middle of a line");
        }
        if (fault != null) {
            LOG.log(System.Logger.Level.WARNING, "configuration refused: {0}", fault.getMessage());
            return fault.errno();
        }
        try {
            device.apply(request.update(), BootClock.now());
            return 0;
        } catch (ErrnoException e) {
            LOG.log(System.Logger.Level.WARNING, "configuration refused: {0}", e.getMessage());
            return e.errno();
        } catch (IllegalStateException e) {
            LOG.log(System.Logger.Level.WARNING, "configuration refused: {0}", e.getMessage());
            return UapiException.EIO;
        }
    }

    private static @Nullable UapiException fault(SetRequest request, String line) {
        try {
            request.line(line);
            return null;
        } catch (UapiException e) {
            return e;
        }
    }

    /// The next line, or null at the end, which counts as an empty one.
    private @Nullable String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (c == '\n') {
                return line.toString();
            }
            if (line.length() == MAX_LINE) {
                throw new IOException("a line of more than " + MAX_LINE + " characters");
            }
            line.append((char) c);
        }
        if (line.isEmpty()) {
            return null;
        }
        cutOff = true;
        return line.toString();
    }
}
