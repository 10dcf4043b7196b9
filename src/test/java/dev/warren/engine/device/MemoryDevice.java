package dev.warren.engine.device;

import dev.warren.engine.linux.Errno;
import dev.warren.engine.linux.ErrnoException;
import java.net.InetAddress;

/// A device for tests of other packages: its interface and its sockets are memory, and nobody moves it.
public final class MemoryDevice {
    /// The port that somebody else has.
    public static final int TAKEN_PORT = 7;

    private MemoryDevice() {}

    public static Device create(String name) {
        Network network = new Network();
        InetAddress address = InetAddress.ofLiteral("192.0.2.1");
        Binds binds = (port, mark) -> {
            if (port == TAKEN_PORT) {
                throw new ErrnoException("bind to UDP port " + port, Errno.EADDRINUSE);
            }
            return new MemoryBind(network, address, port == 0 ? 51_820 : port, mark);
        };
        return new Device(
                new MemoryTun(name), binds, new SeededRandom(1), new Clock(), DeviceListener.SILENT, () -> {});
    }
}
