package dev.warren.engine.linux;

import java.util.ArrayList;
import java.util.List;

/// Tells what changes in the network namespace of the thread that opened it.
///
/// One thread loops over [#await] and [#read]; any may [#wake] or [#close].
public final class NetlinkMonitor implements AutoCloseable {

    private static final int GROUPS = Rtnetlink.GROUP_LINK
            | Rtnetlink.GROUP_IPV4_ADDRESS
            | Rtnetlink.GROUP_IPV6_ADDRESS
            | Rtnetlink.GROUP_IPV4_ROUTE
            | Rtnetlink.GROUP_IPV6_ROUTE
            | Rtnetlink.GROUP_IPV4_RULE
            | Rtnetlink.GROUP_IPV6_RULE;

    /// Most messages' worth of one [#read], so that a flood of route changes can't hold it.
    private static final int BURST = 64;

    private static final NetlinkEvent ROUTES_CHANGED = new NetlinkEvent.RoutesChanged();

    private final NetlinkSocket socket;
    private final Descriptors descriptors;

    private NetlinkMonitor(NetlinkSocket socket, Descriptors descriptors) {
        this.socket = socket;
        this.descriptors = descriptors;
    }

    public static NetlinkMonitor open() {
        NetlinkSocket socket = NetlinkSocket.open(Inet.SOCK_NONBLOCK, GROUPS);
        try {
            return new NetlinkMonitor(socket, new Descriptors(socket.fd));
        } catch (ErrnoException e) {
            socket.free();
            throw e;
        }
    }

    /// Waits until there is something to read or [#wake] is called, before or meanwhile.
    ///
    /// @return false when the monitor is closed
    public boolean await() {
        return descriptors.await();
    }

    /// Ends the wait of the waiting thread, or its next one.
    public void wake() {
        descriptors.wake();
    }

    /// What has changed since the last call, in order; changes of routes are one event at its end.
    public List<NetlinkEvent> read() {
        List<NetlinkEvent> events = new ArrayList<>();
        if (!descriptors.enter()) {
            return events;
        }
        try {
            boolean routes = false;
            for (int burst = 0; burst < BURST; burst++) {
                int length = socket.receive(Msghdr.MSG_DONTWAIT);
                if (length == -Errno.ENOBUFS) {
                    events.add(new NetlinkEvent.Overrun());
                } else if (length <= 0) {
                    break;
                } else {
                    for (NetlinkMessage message : socket.received(length)) {
                        routes |= add(message, events);
                    }
                }
            }
            if (routes) {
                events.add(ROUTES_CHANGED);
            }
            return events;
        } finally {
            descriptors.exit();
        }
    }

    @Override
    public synchronized void close() {
        if (!descriptors.isClosed()) {
            descriptors.close();
            socket.free();
        }
    }

    /// @return whether the message is about routes
    private static boolean add(NetlinkMessage message, List<NetlinkEvent> events) {
        return switch (message.type()) {
            case Rtnetlink.RTM_NEWLINK, Rtnetlink.RTM_DELLINK -> {
                // A bridge tells of its ports with messages of its own family, which look like a removal.
                if (message.body().get(0) == 0) {
                    Link link = message.link();
                    events.add(
                            message.type() == Rtnetlink.RTM_NEWLINK
                                    ? new NetlinkEvent.LinkChanged(link)
                                    : new NetlinkEvent.LinkRemoved(link));
                }
                yield false;
            }
            case Rtnetlink.RTM_NEWADDR, Rtnetlink.RTM_DELADDR -> {
                message.linkAddress()
                        .map(
                                message.type() == Rtnetlink.RTM_NEWADDR
                                        ? NetlinkEvent.AddressAdded::new
                                        : NetlinkEvent.AddressRemoved::new)
                        .ifPresent(events::add);
                yield false;
            }
            case Rtnetlink.RTM_NEWROUTE, Rtnetlink.RTM_DELROUTE, Rtnetlink.RTM_NEWRULE, Rtnetlink.RTM_DELRULE -> true;
            default -> false;
        };
    }
}
