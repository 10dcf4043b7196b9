package dev.warren.engine.linux;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A netlink message that the kernel sent.
///
/// @param body what follows the header, in native byte order
record NetlinkMessage(int type, int flags, int sequence, ByteBuffer body) {

    /// Cuts what one `recv` brought into messages.
    static List<NetlinkMessage> all(ByteBuffer received) {
        List<NetlinkMessage> messages = new ArrayList<>();
        int at = 0;
        while (received.limit() - at >= Rtnetlink.HEADER) {
            int length = received.getInt(at);
            if (length < Rtnetlink.HEADER || length > received.limit() - at) {
                break;
            }
            messages.add(new NetlinkMessage(
                    Short.toUnsignedInt(received.getShort(at + 4)),
                    Short.toUnsignedInt(received.getShort(at + 6)),
                    received.getInt(at + 8),
                    received.slice(at + Rtnetlink.HEADER, length - Rtnetlink.HEADER)
                            .order(ByteOrder.nativeOrder())));
            at += Rtnetlink.align(length);
        }
        return messages;
    }

    /// The errno of an acknowledgement, 0 for success.
    int error() {
        return -body.getInt(0);
    }

    /// What the kernel says about the error in words, if it does.
    @Nullable String explanation() {
        if ((flags & Rtnetlink.NLM_F_ACK_TLVS) == 0) {
            return null;
        }
        ByteBuffer text = attribute(Integer.BYTES + Rtnetlink.HEADER, Rtnetlink.NLMSGERR_ATTR_MSG);
        return text == null ? null : string(text);
    }

    Link link() {
        ByteBuffer name = attribute(Rtnetlink.LINK_HEADER, Rtnetlink.IFLA_IFNAME);
        ByteBuffer mtu = attribute(Rtnetlink.LINK_HEADER, Rtnetlink.IFLA_MTU);
        return new Link(
                body.getInt(4),
                name == null ? "" : string(name),
                (body.getInt(8) & Rtnetlink.IFF_UP) != 0,
                mtu == null ? 0 : mtu.getInt(0));
    }

    /// The local address where it differs from the one at the other end of a point-to-point link.
    Optional<LinkAddress> linkAddress() {
        ByteBuffer local = attribute(Rtnetlink.ADDRESS_HEADER, Rtnetlink.IFA_LOCAL);
        ByteBuffer address = local != null ? local : attribute(Rtnetlink.ADDRESS_HEADER, Rtnetlink.IFA_ADDRESS);
        return address == null
                ? Optional.empty()
                : Optional.of(new LinkAddress(body.getInt(4), ip(address), Byte.toUnsignedInt(body.get(1))));
    }

    RoutePath routePath() {
        ByteBuffer link = attribute(Rtnetlink.ROUTE_HEADER, Rtnetlink.RTA_OIF);
        ByteBuffer source = attribute(Rtnetlink.ROUTE_HEADER, Rtnetlink.RTA_PREFSRC);
        ByteBuffer gateway = attribute(Rtnetlink.ROUTE_HEADER, Rtnetlink.RTA_GATEWAY);
        ByteBuffer table = attribute(Rtnetlink.ROUTE_HEADER, Rtnetlink.RTA_TABLE);
        return new RoutePath(
                link == null ? 0 : link.getInt(0),
                source == null ? null : ip(source),
                gateway == null ? null : ip(gateway),
                table == null ? Byte.toUnsignedInt(body.get(4)) : table.getInt(0));
    }

    /// The value of the attribute among those that begin at `from`, or null.
    private @Nullable ByteBuffer attribute(int from, int type) {
        int at = from;
        while (body.limit() - at >= Rtnetlink.ATTRIBUTE_HEADER) {
            int length = Short.toUnsignedInt(body.getShort(at));
            if (length < Rtnetlink.ATTRIBUTE_HEADER || length > body.limit() - at) {
                return null;
            }
            if (Short.toUnsignedInt(body.getShort(at + 2)) == type) {
                return body.slice(at + Rtnetlink.ATTRIBUTE_HEADER, length - Rtnetlink.ATTRIBUTE_HEADER)
                        .order(ByteOrder.nativeOrder());
            }
            at += Rtnetlink.align(length);
        }
        return null;
    }

    private static String string(ByteBuffer value) {
        String text = StandardCharsets.UTF_8.decode(value).toString();
        return text.endsWith("\0") ? text.substring(0, text.length() - 1) : text;
    }

    private static InetAddress ip(ByteBuffer value) {
        byte[] bytes = new byte[value.remaining()];
        value.get(bytes);
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new AssertionError("the kernel's addresses have 4 or 16 bytes", e);
        }
    }
}
