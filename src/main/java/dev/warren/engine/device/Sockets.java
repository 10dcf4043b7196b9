package dev.warren.engine.device;

import dev.warren.engine.conn.Bind;
import dev.warren.engine.conn.SendBatch;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The UDP sockets of a device: which port and mark they have, and which of them are the ones of the moment.
final class Sockets {
    private final Binds binds;
    private final DeviceListener listener;

    // @GuardedBy("Device.lock") for writing
    private volatile @Nullable Bind bind;
    private volatile int port;
    private volatile int mark;

    Sockets(Binds binds, DeviceListener listener) {
        this.binds = binds;
        this.listener = listener;
    }

    int port() {
        return port;
    }

    int mark() {
        return mark;
    }

    /// Index of the device or VRF that they are bound to, 0 for none.
    int device() {
        Bind open = bind;
        return open == null ? 0 : open.device();
    }

    /// @return how many datagrams of the batch the kernel took
    int transmit(SendBatch batch) {
        Bind open = bind;
        return open == null ? 0 : open.send(batch);
    }

    /// @throws dev.warren.engine.linux.ErrnoException if the port is refused
    void openLocked() {
        useLocked(binds.open(port, mark));
    }

    void closeLocked() {
        Bind old = bind;
        bind = null;
        if (old != null) {
            old.close();
        }
    }

    /// Goes over to another port or mark.
    ///
    /// @param wanted whether there are to be sockets, even if there could be none so far
    /// @throws dev.warren.engine.linux.ErrnoException if they are refused; nothing has changed then
    void changeLocked(DeviceUpdate update, boolean wanted) {
        int newPort = update.newListenPort() == null ? port : update.newListenPort();
        int newMark = update.newMark() == null ? mark : update.newMark();
        Bind old = bind;
        if (old == null && wanted) {
            useLocked(binds.open(newPort, newMark));
        } else if (old == null) {
            port = newPort;
        } else if (newPort != port) {
            useLocked(binds.open(newPort, newMark));
            old.close();
        } else if (update.rebinds()) {
            // The port can't be had twice, so the old socket has to go first; nothing is received for this moment. What
            // the kernel would refuse, it refuses on a free port, too, while the old socket is still there.
            binds.open(0, newMark).close();
            old.close();
            useLocked(binds.open(newPort, newMark));
        } else if (newMark != mark) {
            old.setMark(newMark);
        }
        mark = newMark;
    }

    private void useLocked(Bind fresh) {
        bind = fresh;
        port = fresh.port();
        listener.bound(fresh);
    }

    /// What the sockets of the moment counted, by name; empty while there are none.
    Map<String, Long> counters() {
        Bind open = bind;
        return open == null ? Map.of() : BindCounters.of(open);
    }
}
