package dev.warren.engine;

import dev.warren.engine.key.PublicKey;
import dev.warren.engine.linux.Errno;
import dev.warren.engine.linux.ErrnoException;
import dev.warren.engine.linux.Link;
import dev.warren.engine.linux.LinkAddress;
import dev.warren.engine.linux.Netlink;
import dev.warren.engine.linux.Route;
import java.net.InetAddress;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// What an interface is to the rest of the machine: MTU, addresses, up, and routes.
///
/// Changes are differences: an address or route that stays is never taken away for a moment.
final class HostNetwork {
    private static final System.Logger LOG = System.getLogger(HostNetwork.class.getName());

    private final String name;
    private final Set<IpPrefix> addresses = new HashSet<>();
    /// What each peer wants, for the few that want anything.
    private final Map<PublicKey, Map<IpPrefix, Integer>> wantedBy = new HashMap<>();

    /// What the interface wants for itself.
    private Map<IpPrefix, Integer> own = Map.of();

    /// The routes that are set, each with its table.
    private Map<IpPrefix, Integer> routes = Map.of();

    /// An address was taken away, and the kernel may have taken routes along with it.
    private boolean routesInDoubt;

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
            readdress(netlink, link, config.addresses());
            if (!link.up()) {
                netlink.setUp(link, true);
            }
        }
    }

    /// What is new is added before what is old is removed, because with its last IPv4 address an interface loses
    /// all of its routes.
    private void readdress(Netlink netlink, Link link, List<IpPrefix> wanted) {
        Set<InetAddress> kept = wanted.stream().map(IpPrefix::address).collect(Collectors.toSet());
        List<IpPrefix> old =
                addresses.stream().filter(address -> !wanted.contains(address)).toList();
        // The same address with another length has to make room: IPv6 can't have both.
        old.stream()
                .filter(address -> kept.contains(address.address()))
                .forEach(address -> remove(netlink, link, address));
        for (IpPrefix address : wanted) {
            if (!addresses.contains(address)) {
                netlink.addAddress(link, address.address(), address.length());
                addresses.add(address);
            }
        }
        old.stream().filter(addresses::contains).forEach(address -> remove(netlink, link, address));
        if (!old.isEmpty()) {
            routesInDoubt = true;
            addMissing(netlink, link, wanted);
        }
    }

    private void remove(Netlink netlink, Link link, IpPrefix address) {
        try {
            netlink.removeAddress(link, address.address(), address.length());
        } catch (ErrnoException e) {
            if (e.errno() != Errno.EADDRNOTAVAIL) {
                throw e;
            }
        }
        addresses.remove(address);
    }

    /// With an IPv4 address the kernel also removes the others of the same network, unless told to promote them.
    private static void addMissing(Netlink netlink, Link link, List<IpPrefix> wanted) {
        Set<InetAddress> there =
                netlink.addresses(link).stream().map(LinkAddress::address).collect(Collectors.toSet());
        for (IpPrefix address : wanted) {
            if (!there.contains(address.address())) {
                netlink.addAddress(link, address.address(), address.length());
            }
        }
    }

    /// Lets the networks of these peers be reached through the interface.
    void route(EngineConfig config, Collection<PeerConfig> changed) {
        for (PeerConfig peer : changed) {
            Map<IpPrefix, Integer> wanted = wanted(config, peer);
            if (wanted.isEmpty()) {
                wantedBy.remove(peer.publicKey());
            } else {
                wantedBy.put(peer.publicKey(), wanted);
            }
        }
        own = own(config);
        settle();
    }

    /// These peers are gone.
    void unroute(Collection<PublicKey> gone) {
        wantedBy.keySet().removeAll(Set.copyOf(gone));
        settle();
    }

    private void settle() {
        Map<IpPrefix, Integer> wanted = new HashMap<>(own);
        wantedBy.values().forEach(wanted::putAll);
        if (wanted.equals(routes) && !routesInDoubt) {
            return;
        }
        try (Netlink netlink = Netlink.open()) {
            Link link = netlink.link(name);
            routes.forEach((route, table) -> {
                if (!table.equals(wanted.get(route))) {
                    tryRoute(route, Errno.ESRCH, () -> netlink.removeRoute(route(link, route, table)));
                }
            });
            wanted.forEach((route, table) -> {
                boolean known = table.equals(routes.get(route));
                if (routesInDoubt || !known) {
                    tryRoute(route, known ? Errno.EEXIST : 0, () -> netlink.addRoute(route(link, route, table)));
                }
            });
        }
        routes = wanted;
        routesInDoubt = false;
    }

    private static Route route(Link link, IpPrefix network, int table) {
        return Route.through(link, network.address(), network.length()).inTable(table);
    }

    /// In a table of its own, the interface's networks need routes too: the kernel sets those in the main table.
    private static Map<IpPrefix, Integer> own(EngineConfig config) {
        Map<IpPrefix, Integer> own = new HashMap<>();
        if (config.routes() instanceof Routes.Table table) {
            config.addresses().forEach(address -> own.put(address.network(), (int) table.number()));
        }
        return own;
    }

    /// In the main table, a default route is nobody's to give but the administrator's.
    private static Map<IpPrefix, Integer> wanted(EngineConfig config, PeerConfig peer) {
        Map<IpPrefix, Integer> wanted = new HashMap<>();
        for (IpPrefix allowed : peer.allowedIps()) {
            if (!covered(config, allowed)) {
                switch (config.routes()) {
                    case Routes.Table table -> wanted.put(allowed.network(), (int) table.number());
                    case Routes.Usual usual -> {
                        if (usual == Routes.AUTO && allowed.length() > 0) {
                            wanted.put(allowed.network(), Route.MAIN_TABLE);
                        }
                    }
                }
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

    /// One route that the machine has already, or that somebody took away, must not keep the others from being
    /// set.
    ///
    /// @param expected the error that is no surprise
    private static void tryRoute(IpPrefix route, int expected, Runnable change) {
        try {
            change.run();
        } catch (ErrnoException e) {
            System.Logger.Level level = e.errno() == expected ? System.Logger.Level.DEBUG : System.Logger.Level.WARNING;
            LOG.log(level, "route to {0}: {1}", route, e.getMessage());
        }
    }
}
