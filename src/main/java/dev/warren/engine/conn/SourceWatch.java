package dev.warren.engine.conn;

import dev.warren.engine.linux.ErrnoException;
import dev.warren.engine.linux.NetlinkEvent;
import dev.warren.engine.linux.NetlinkMonitor;
import java.util.function.Consumer;

/// Tells when the sources of endpoints have to be looked at again, because the machine's addresses, links, routes or
/// routing rules have changed.
///
/// It has a thread of its own, so that asking about ten thousand endpoints holds up neither packets nor handshakes.
/// However many changes come while it asks, they are one more round.
public final class SourceWatch implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(SourceWatch.class.getName());

    private final NetlinkMonitor monitor;
    private final SourceRoutes routes;
    private final Consumer<SourceRoutes> changed;
    private final Thread thread;

    private SourceWatch(String name, NetlinkMonitor monitor, SourceRoutes routes, Consumer<SourceRoutes> changed) {
        this.monitor = monitor;
        this.routes = routes;
        this.changed = changed;
        thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
    }

    /// Begins to watch the network namespace of the calling thread, which should be that of the bind.
    ///
    /// @param name of the thread
    /// @param changed called on that thread after each change, with the routes to ask
    /// @throws ErrnoException when there is no descriptor left
    public static SourceWatch start(String name, Consumer<SourceRoutes> changed) {
        NetlinkMonitor monitor = NetlinkMonitor.open();
        try {
            SourceWatch watch = new SourceWatch(name, monitor, SourceRoutes.open(), changed);
            watch.thread.start();
            return watch;
        } catch (ErrnoException e) {
            monitor.close();
            throw e;
        }
    }

    /// Ends the watch; the listener is not called any more when this returns, unless it is the listener that
    /// closes.
    @Override
    public void close() {
        monitor.close();
        boolean interrupted = false;
        while (thread.isAlive() && thread != Thread.currentThread()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (routes) {
            while (monitor.await()) {
                if (monitor.read().stream().anyMatch(SourceWatch::concernsSources)) {
                    tell();
                }
            }
        }
    }

    private void tell() {
        try {
            changed.accept(routes);
        } catch (ErrnoException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Sources that routes have left may stay in use until the next change.",
                    e);
        }
    }

    private static boolean concernsSources(NetlinkEvent event) {
        // What is added can only take precedence by a route, of which the kernel tells as well.
        return switch (event) {
            case NetlinkEvent.AddressAdded _ -> false;
            case NetlinkEvent.AddressRemoved _,
                    NetlinkEvent.LinkChanged _,
                    NetlinkEvent.LinkRemoved _,
                    NetlinkEvent.RoutesChanged _,
                    NetlinkEvent.Overrun _ -> true;
        };
    }
}
