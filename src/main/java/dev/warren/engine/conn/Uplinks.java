package dev.warren.engine.conn;

import dev.warren.engine.linux.ErrnoException;
import dev.warren.engine.linux.Netlink;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Decides whether an answer insists on the interface that a peer was heard on, or only on the address.
///
/// A machine with several uplinks has to answer over the one that was asked, since another provider drops foreign
/// source addresses. But where that interface has no route back, IPv4 would look for the peer as a neighbour there and
/// never find it; such an answer goes wherever routing says, still from the address that was asked. IPv6 takes the
/// interface for a wish, and needs no decision.
///
/// The kernel is asked once for an endpoint, and so often a second at most that a flood of strangers' handshakes gains
/// nothing by it; beyond that answers insist on the address alone.
final class Uplinks implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Uplinks.class.getName());

    private static final int QUESTIONS_A_SECOND = 1000;

    private final @Nullable Netlink netlink;
    private final LongSupplier clock;

    private volatile int mark;

    // Guarded by this.
    private long second;
    private int questions;

    private Uplinks(@Nullable Netlink netlink, int mark, LongSupplier clock) {
        this.netlink = netlink;
        this.mark = mark;
        this.clock = clock;
    }

    /// Asks in the network namespace of the calling thread; never where netlink is out of reach.
    static Uplinks open(int mark, LongSupplier clock) {
        try {
            return new Uplinks(Netlink.open(), mark, clock);
        } catch (ErrnoException e) {
            LOG.log(System.Logger.Level.WARNING, "Answers may leave over another uplink than was asked.", e);
            return new Uplinks(null, mark, clock);
        }
    }

    void mark(int mark) {
        this.mark = mark;
    }

    /// The interface that what is sent to the endpoint insists on, 0 for none.
    int interfaceFor(Endpoint endpoint) {
        Boolean known = endpoint.pinned;
        if (known == null) {
            if (!endpoint.v6 && !mayAsk()) {
                return 0;
            }
            known = endpoint.v6 || ask(endpoint);
            endpoint.pinned = known;
        }
        return known ? endpoint.sourceInterface : 0;
    }

    private boolean ask(Endpoint endpoint) {
        Netlink kernel = netlink;
        try {
            return kernel != null
                    && kernel.hasRoute(
                            endpoint.address().getAddress(), endpoint.source(), endpoint.sourceInterface, mark);
        } catch (ErrnoException e) {
            LOG.log(System.Logger.Level.DEBUG, "no answer about " + endpoint, e);
            return false;
        }
    }

    private synchronized boolean mayAsk() {
        long now = clock.getAsLong();
        if (now - second >= TimeUnit.SECONDS.toNanos(1)) {
            second = now;
            questions = 0;
        }
        return questions++ < QUESTIONS_A_SECOND;
    }

    @Override
    public void close() {
        if (netlink != null) {
            netlink.close();
        }
    }
}
