package dev.warren.engine.conn;

import dev.warren.engine.linux.Netlink;
import dev.warren.engine.linux.RoutePath;

/// Tells whether answers may still leave from where a peer was heard.
///
/// An endpoint's source holds as long as the routing tables send what bears it out of the interface that the peer was
/// heard on. When routes or addresses change, an endpoint whose source no longer holds goes on
/// [without it][Endpoint#withoutSource]; otherwise the way by which a peer once came would take precedence over the
/// machine's routes for ever.
public final class SourceRoutes implements AutoCloseable {

    private final Netlink netlink;

    private SourceRoutes(Netlink netlink) {
        this.netlink = netlink;
    }

    /// Asks in the network namespace of the calling thread.
    ///
    /// @throws dev.warren.engine.linux.ErrnoException when there is no descriptor left
    public static SourceRoutes open() {
        return new SourceRoutes(Netlink.open());
    }

    /// Does the endpoint's source hold? One without a source has nothing to lose.
    ///
    /// @param mark the routing mark of what is sent
    /// @param device index of the device or VRF that the socket is bound to, 0 for none
    public boolean hold(Endpoint endpoint, int mark, int device) {
        if (!endpoint.hasSource()) {
            return true;
        }
        RoutePath path = netlink.path(endpoint.address().getAddress(), endpoint.source(), device, mark);
        // A socket bound to that very interface sends nowhere else, whatever other routes there are.
        return path != null && (path.link() == endpoint.sourceInterface() || device == endpoint.sourceInterface());
    }

    @Override
    public void close() {
        netlink.close();
    }
}
