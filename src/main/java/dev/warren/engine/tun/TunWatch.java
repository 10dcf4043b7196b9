package dev.warren.engine.tun;

import dev.warren.engine.linux.ErrnoException;
import dev.warren.engine.linux.Link;
import dev.warren.engine.linux.NetlinkEvent;
import dev.warren.engine.linux.NetlinkMonitor;

/// Follows what others do to an interface: up, down, another MTU, another network namespace, deleted.
///
/// The kernel tells of an interface only in the network namespace that it is in, and of a move it says the same as of a
/// deletion. So the thread goes after the interface into whatever namespace that is.
public final class TunWatch implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(TunWatch.class.getName());

    /// Told by the watching thread, which is in the interface's network namespace: a socket that it opens would be
    /// there,
    /// too.
    public interface Listener {
        /// How the interface is: once at the beginning, and after each change.
        void changed(boolean up);

        /// The interface has been deleted.
        void deleted();
    }

    private final LinuxTun tun;
    private final Listener listener;
    private volatile NetlinkMonitor monitor;
    private volatile boolean closed;
    /// The interface's index in the namespace where it is now; of the watching thread alone.
    private int index;

    private TunWatch(LinuxTun tun, Listener listener) {
        this.tun = tun;
        this.listener = listener;
        this.monitor = NetlinkMonitor.open();
        this.index = tun.index();
    }

    /// Begins to watch, from the network namespace of the calling thread.
    public static TunWatch start(LinuxTun tun, Listener listener) {
        TunWatch watch = new TunWatch(tun, listener);
        Thread.ofPlatform().daemon().name("warren-" + tun.name() + "-watch").start(watch::run);
        return watch;
    }

    private void run() {
        try {
            do {
                tell();
                follow();
            } while (!closed && enterNamespace());
        } catch (ErrnoException e) {
            if (!closed) {
                LOG.log(System.Logger.Level.ERROR, "changes of " + tun.name() + " are no longer followed", e);
            }
            return;
        }
        if (!closed) {
            listener.deleted();
        }
    }

    /// Returns when the interface has left this namespace, or the watch is closed.
    private void follow() {
        while (monitor.await()) {
            boolean changed = false;
            for (NetlinkEvent event : monitor.read()) {
                switch (event) {
                    case NetlinkEvent.LinkRemoved(Link link)
                    when link.index() == index -> {
                        return;
                    }
                    case NetlinkEvent.LinkChanged(Link link) when link.index() == index -> changed = true;
                    case NetlinkEvent.Overrun() -> changed = true;
                    default -> {}
                }
            }
            if (changed) {
                tell();
            }
        }
    }

    private void tell() {
        try {
            Link link = tun.link();
            index = link.index();
            listener.changed(link.up());
        } catch (ErrnoException e) {
            LOG.log(System.Logger.Level.DEBUG, "{0} has just left", tun.name());
        }
    }

    private boolean enterNamespace() {
        if (!tun.enterNamespace()) {
            return false;
        }
        monitor.close();
        monitor = NetlinkMonitor.open();
        if (closed) {
            monitor.close();
        }
        return true;
    }

    @Override
    public void close() {
        closed = true;
        monitor.close();
    }
}
