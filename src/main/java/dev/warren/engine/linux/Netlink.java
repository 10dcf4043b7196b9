package dev.warren.engine.linux;

import static dev.warren.engine.linux.Rtnetlink.NLM_F_ACK;
import static dev.warren.engine.linux.Rtnetlink.NLM_F_CREATE;
import static dev.warren.engine.linux.Rtnetlink.NLM_F_DUMP;
import static dev.warren.engine.linux.Rtnetlink.NLM_F_EXCL;

import java.lang.foreign.Arena;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Sets and reads interfaces, addresses and routes, as `ip` does, in the network namespace ofn///then///thread that
/// opened it.
///
/// Every change waits for the kernel's answer, so that it has taken effect when the method returns. What the kernel
/// refuses is an [ErrnoException] that names the call and its object:
/// `add address 10.8.0.1/24 to wg0: Already exists (EEXIST)`.
public final class Netlink implements AutoCloseable {

    private final NetlinkSocket socket;

    private int sequence;
    private boolean closed;

    private Netlink(NetlinkSocket socket) {
        this.socket = socket;
    }

    public static Netlink open() {
        return new Netlink(NetlinkSocket.open(0, 0));
    }

    /// @throws ErrnoException with `ENODEV` when there is no such interface
    public Link link(String name) {
        if (name.isEmpty() || name.length() > Ifreq.NAME_LIMIT) {
            throw new ErrnoException("find interface " + name, Errno.ENODEV);
        }
        try (Arena arena = Arena.ofConfined()) {
            NetlinkRequest request = new NetlinkRequest(arena, Rtnetlink.RTM_GETLINK, 0)
                    .link(0, 0, 0)
                    .attribute(Rtnetlink.IFLA_IFNAME, name);
            return ask("find interface " + name, request).link();
        }
    }

    public List<Link> links() {
        try (Arena arena = Arena.ofConfined()) {
            NetlinkRequest request = new NetlinkRequest(arena, Rtnetlink.RTM_GETLINK, NLM_F_DUMP).link(0, 0, 0);
            return dump("list interfaces", request, NetlinkMessage::link);
        }
    }

    public void setUp(Link link, boolean up) {
        try (Arena arena = Arena.ofConfined()) {
            change(
                    "set " + link.name() + (up ? " up" : " down"),
                    new NetlinkRequest(arena, Rtnetlink.RTM_NEWLINK, NLM_F_ACK)
                            .link(link.index(), up ? Rtnetlink.IFF_UP : 0, Rtnetlink.IFF_UP));
        }
    }

    /// @param mtu bytes
    public void setMtu(Link link, int mtu) {
        setLink(link, "MTU", Rtnetlink.IFLA_MTU, mtu);
    }

    /// @param packets how many may wait for the interface's reader
    public void setTxQueueLength(Link link, int packets) {
        setLink(link, "queue length", Rtnetlink.IFLA_TXQLEN, packets);
    }

    /// @param length how many of the address's bits are the network
    /// @throws ErrnoException with `EEXIST` when the interface has it
    public void addAddress(Link link, InetAddress address, int length) {
        setAddress("add address ", " to ", Rtnetlink.RTM_NEWADDR, NLM_F_CREATE | NLM_F_EXCL, link, address, length);
    }

    /// @throws ErrnoException with `EADDRNOTAVAIL` when the interface doesn't have it
    public void removeAddress(Link link, InetAddress address, int length) {
        setAddress("remove address ", " from ", Rtnetlink.RTM_DELADDR, 0, link, address, length);
    }

    /// The interface's addresses of both families, with those that the kernel gave it.
    public List<LinkAddress> addresses(Link link) {
        try (Arena arena = Arena.ofConfined()) {
            NetlinkRequest request =
                    new NetlinkRequest(arena, Rtnetlink.RTM_GETADDR, NLM_F_DUMP).address(0, 0, link.index());
            return dump("list addresses of " + link.name(), request, NetlinkMessage::linkAddress).stream()
                    .flatMap(Optional::stream)
                    .filter(address -> address.link() == link.index())
                    .toList();
        }
    }

    /// @throws ErrnoException with `EEXIST` when the table has a route for exactly that destination
    public void addRoute(Route route) {
        setRoute("add route ", Rtnetlink.RTM_NEWROUTE, NLM_F_CREATE | NLM_F_EXCL, route);
    }

    /// @throws ErrnoException with `ESRCH` when the table doesn't have it
    public void removeRoute(Route route) {
        setRoute("remove route ", Rtnetlink.RTM_DELROUTE, 0, route);
    }

    /// Asks which way a packet would take now.
    ///
    /// @param source the packet's source address, or null when the kernel is to choose; IPv4's must be a local one
    /// @param mark the packet's routing mark
    /// @return null when it can't be sent
    public @Nullable RoutePath path(InetAddress destination, @Nullable InetAddress source, int mark) {
        return path(destination, source, 0, mark);
    }

    /// The same for a socket that is bound to a device or VRF.
    ///
    /// @param link the device's index, 0 for none
    public @Nullable RoutePath path(InetAddress destination, @Nullable InetAddress source, int link, int mark) {
        return path(destination, source, link, mark, Rtnetlink.RTM_F_LOOKUP_TABLE);
    }

    /// Asks whether there is a route out of that interface, be it the preferred one or not.
    ///
    /// Without one IPv4 takes a packet that must leave there for a neighbour's, whatever its address.
    ///
    /// @param link the interface's index
    public boolean hasRoute(InetAddress destination, InetAddress source, int link, int mark) {
        RoutePath path = path(destination, source, link, mark, Rtnetlink.RTM_F_FIB_MATCH);
        return path != null && path.link() == link;
    }

    private @Nullable RoutePath path(
            InetAddress destination, @Nullable InetAddress source, int link, int mark, int flags) {
        int bits = destination.getAddress().length * 8;
        try (Arena arena = Arena.ofConfined()) {
            NetlinkRequest request = new NetlinkRequest(arena, Rtnetlink.RTM_GETROUTE, 0)
                    .route(NetlinkRequest.family(destination), bits, source == null ? 0 : bits, 0, 0, 0, flags)
                    .attribute(Rtnetlink.RTA_DST, destination);
            if (source != null) {
                request.attribute(Rtnetlink.RTA_SRC, source);
            }
            if (link != 0) {
                request.attribute(Rtnetlink.RTA_OIF, link);
            }
            if (mark != 0) {
                request.attribute(Rtnetlink.RTA_MARK, mark);
            }
            return ask("find the route to " + destination.getHostAddress(), request)
                    .routePath();
        } catch (ErrnoException e) {
            return switch (e.errno()) {
                case Errno.ENETUNREACH, Errno.EHOSTUNREACH, Errno.EINVAL, Errno.EACCES, Errno.ENETDOWN, Errno.ENODEV ->
                    null;
                default -> throw e;
            };
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            socket.close();
        }
    }

    private void setLink(Link link, String what, int attribute, int value) {
        try (Arena arena = Arena.ofConfined()) {
            change(
                    "set " + what + " of " + link.name() + " to " + value,
                    new NetlinkRequest(arena, Rtnetlink.RTM_NEWLINK, NLM_F_ACK)
                            .link(link.index(), 0, 0)
                            .attribute(attribute, value));
        }
    }

    private void setAddress(
            String verb, String preposition, int type, int flags, Link link, InetAddress address, int length) {
        try (Arena arena = Arena.ofConfined()) {
            change(
                    verb + address.getHostAddress() + "/" + length + preposition + link.name(),
                    new NetlinkRequest(arena, type, flags | NLM_F_ACK)
                            .address(NetlinkRequest.family(address), length, link.index())
                            .attribute(Rtnetlink.IFA_LOCAL, address)
                            .attribute(Rtnetlink.IFA_ADDRESS, address));
        }
    }

    private void setRoute(String verb, int type, int flags, Route route) {
        InetAddress gateway = route.gateway();
        boolean ipv4Neighbour = gateway == null && route.destination().getAddress().length == 4;
        int scope = type == Rtnetlink.RTM_DELROUTE
                ? Rtnetlink.RT_SCOPE_NOWHERE
                : ipv4Neighbour ? Rtnetlink.RT_SCOPE_LINK : Rtnetlink.RT_SCOPE_UNIVERSE;
        try (Arena arena = Arena.ofConfined()) {
            NetlinkRequest request = new NetlinkRequest(arena, type, flags | NLM_F_ACK)
                    .route(
                            NetlinkRequest.family(route.destination()),
                            route.length(),
                            0,
                            type == Rtnetlink.RTM_DELROUTE ? 0 : Rtnetlink.RTPROT_STATIC,
                            scope,
                            type == Rtnetlink.RTM_DELROUTE ? 0 : Rtnetlink.RTN_UNICAST,
                            0)
                    .attribute(Rtnetlink.RTA_DST, network(route.destination(), route.length()))
                    .attribute(Rtnetlink.RTA_OIF, route.link().index())
                    .attribute(Rtnetlink.RTA_TABLE, route.table());
            if (gateway != null) {
                request.attribute(Rtnetlink.RTA_GATEWAY, gateway);
            }
            change(verb + route, request);
        }
    }

    /// The address with its host bits cleared, on which the kernel insists.
    private static byte[] network(InetAddress address, int length) {
        byte[] bytes = address.getAddress();
        for (int bit = length; bit < bytes.length * 8; bit++) {
            bytes[bit / 8] &= (byte) ~(0x80 >> bit % 8);
        }
        return bytes;
    }

    private synchronized void change(String call, NetlinkRequest request) {
        send(call, request);
        await(call);
    }

    /// Sends a request that the kernel answers with one message, or with an error.
    private synchronized NetlinkMessage ask(String call, NetlinkRequest request) {
        send(call, request);
        return await(call);
    }

    private synchronized <T> List<T> dump(String call, NetlinkRequest request, Function<NetlinkMessage, T> read) {
        while (true) {
            send(call, request);
            List<T> entries = new ArrayList<>();
            if (readDump(call, read, entries)) {
                return entries;
            }
        }
    }

    /// @return false when something changed meanwhile, so that the list may have gaps
    private <T> boolean readDump(String call, Function<NetlinkMessage, T> read, List<T> into) {
        boolean consistent = true;
        while (true) {
            for (NetlinkMessage message : receive(call)) {
                consistent &= (message.flags() & Rtnetlink.NLM_F_DUMP_INTR) == 0;
                switch (message.type()) {
                    case Rtnetlink.NLMSG_DONE -> {
                        return consistent;
                    }
                    case Rtnetlink.NLMSG_ERROR -> refuse(call, message);
                    default -> into.add(read.apply(message));
                }
            }
        }
    }

    private void send(String call, NetlinkRequest request) {
        if (closed) {
            throw new IllegalStateException("the netlink socket is closed: " + call);
        }
        ErrnoException.check(call, socket.send(request.numbered(++sequence)));
    }

    /// The first message of the answer.
    private NetlinkMessage await(String call) {
        while (true) {
            for (NetlinkMessage message : receive(call)) {
                if (message.type() == Rtnetlink.NLMSG_ERROR) {
                    refuse(call, message);
                }
                return message;
            }
        }
    }

    /// What has come in answer to the last request; earlier ones may have left something when they failed.
    private List<NetlinkMessage> receive(String call) {
        int length = ErrnoException.check(call, socket.receive(0));
        return socket.received(length).stream()
                .filter(message -> message.sequence() == sequence)
                .toList();
    }

    private static void refuse(String call, NetlinkMessage message) {
        if (message.error() != 0) {
            throw new ErrnoException(call, message.error(), message.explanation());
        }
    }
}
