package dev.warren.engine;

import dev.warren.engine.key.PublicKey;
import dev.warren.engine.linux.Errno;
import dev.warren.engine.linux.ErrnoException;
import dev.warren.engine.linux.Link;
import dev.warren.engine.linux.Netlink;
import dev.warren.engine.linux.Route;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What an interface is to the rest of the machine: MTU, addresses, up, and routes.
///
/// Changes are differences: an address or route that stays is never taken away for a moment.
final class HostNetwork {
    private static final System.Logger LOG = System.getLogger(HostNetwork.class.getName());

    private final String name;
    private final Set<IpPrefix> addresses = new HashSet<>();
    /// What each peer wants, for the few that want anything.
    private final Map<PublicKey, Set<IpPrefix>> wantedBy = new HashMap<>();

    private Set<IpPrefix> routes = Set.of();

    HostNetwork(String name) {
        this.name = name;
    }

    /// Sets MTU and addresses, and brings the interface up.
    ///
    /// @throws ErrnoException if the kernel refuses
    void configure(EngineConfig config) {
        try (Netlink netlink = Netlink.open()) {
            Link link = netlink.link(name);
            if (link.mtu() != config.mtu()) {
                netlink.setMtu(link, config.mtu());
            }
            for (IpPrefix address : List.copyOf(addresses)) {
                if (!config.addresses().contains(address)) {
                    netlink.removeAddress(link, address.address(), address.length());
                    addresses.remove(address);
                }
            }
            for (IpPrefix address : config.addresses()) {
                if (!addresses.contains(address)) {
                    netlink.addAddress(link, address.address(), address.length());
                    addresses.add(address);
                }
            }
            if (!link.up()) {
                netlink.setUp(link, true);
            }
        }
    }

    /// Lets the networks of these peers be reached through the interface, as far as its own addresses don't do that
    /// already. A default route is nobody's to give but the administrator's.
    void route(EngineConfig config, Collection<PeerConfig> changed) {
        for (PeerConfig peer : changed) {
            Set<IpPrefix> wanted = config.routes() == Routes.AUTO ? wanted(config, peer) : Set.of();
            if (wanted.isEmpty()) {
                wantedBy.remove(peer.publicKey());
            } else {
                wantedBy.put(peer.publicKey(), wanted);
            }
        }
        settle();
    }

    /// These peers are gone.
    void unroute(Collection<PublicKey> gone) {
        wantedBy.keySet().removeAll(Set.copyOf(gone));
        settle();
    }

    private void settle() {
        Set<IpPrefix> wanted = new HashSet<>();
        wantedBy.values().forEach(wanted::addAll);
        if (wanted.equals(routes)) {
            return;
        }
        try (Netlink netlink = Netlink.open()) {
            Link link = netlink.link(name);
            for (IpPrefix route : routes) {
                if (!wanted.contains(route)) {
                    tryRoute(route, () -> netlink.removeRoute(Route.through(link, route.address(), route.length())));
                }
            }
            for (IpPrefix route : wanted) {
                if (!routes.contains(route)) {
                    tryRoute(route, () -> netlink.addRoute(Route.through(link, route.address(), route.length())));
                }
            }
        }
        routes = wanted;
    }

    private static Set<IpPrefix> wanted(EngineConfig config, PeerConfig peer) {
        Set<IpPrefix> wanted = new HashSet<>();
        for (IpPrefix allowed : peer.allowedIps()) {
            if (allowed.length() > 0 && !covered(config, allowed)) {
                wanted.add(allowed.network());
            }
        }
        return wanted;
    }

    private static boolean covered(EngineConfig config, IpPrefix allowed) {
        for (IpPrefix own : config.addresses()) {
            if (own.length() <= allowed.length() && own.contains(allowed.address())) {
                return true;
            }
        }
        return false;
    }

    /// One route that the machine has already, or that somebody took away, must not keep the others from being set.
    private static void tryRoute(IpPrefix route, Runnable change) {
        try {
            change.run();
        } catch (ErrnoException e) {
            System.Logger.Level level =
                    e.errno() == Errno.ESRCH ? System.Logger.Level.DEBUG : System.Logger.Level.WARNING;
            LOG.log(level, "route to {0}: {1}", route, e.getMessage());
        }
    }
}
