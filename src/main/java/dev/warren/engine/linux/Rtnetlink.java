package dev.warren.engine.linux;

/// Numbers and offsets of `<linux/netlink.h>`, `<linux/rtnetlink.h>` and `<linux/if_addr.h>`.
final class Rtnetlink {

    static final int NETLINK_ROUTE = 0;
    static final int SOL_NETLINK = 270;
    static final int NETLINK_CAP_ACK = 10;
    static final int NETLINK_EXT_ACK = 11;

    static final int GROUP_LINK = 1;
    static final int GROUP_IPV4_ADDRESS = 0x10;
    static final int GROUP_IPV4_ROUTE = 0x40;
    static final int GROUP_IPV4_RULE = 0x80;
    static final int GROUP_IPV6_ADDRESS = 0x100;
    static final int GROUP_IPV6_ROUTE = 0x400;
    static final int GROUP_IPV6_RULE = 0x40000;

    static final int NLM_F_REQUEST = 1;
    static final int NLM_F_ACK = 4;
    static final int NLM_F_DUMP_INTR = 0x10;
    static final int NLM_F_ACK_TLVS = 0x200;
    static final int NLM_F_EXCL = 0x200;
    static final int NLM_F_DUMP = 0x300;
    static final int NLM_F_CREATE = 0x400;

    static final int NLMSG_ERROR = 2;
    static final int NLMSG_DONE = 3;
    static final int NLMSGERR_ATTR_MSG = 1;

    static final int RTM_NEWLINK = 16;
    static final int RTM_DELLINK = 17;
    static final int RTM_GETLINK = 18;
    static final int RTM_NEWADDR = 20;
    static final int RTM_DELADDR = 21;
    static final int RTM_GETADDR = 22;
    static final int RTM_NEWROUTE = 24;
    static final int RTM_DELROUTE = 25;
    static final int RTM_GETROUTE = 26;
    static final int RTM_NEWRULE = 32;
    static final int RTM_DELRULE = 33;

    static final int IFF_UP = 1;
    static final int IFLA_IFNAME = 3;
    static final int IFLA_MTU = 4;
    static final int IFLA_TXQLEN = 13;

    static final int IFA_ADDRESS = 1;
    static final int IFA_LOCAL = 2;

    static final int RTA_DST = 1;
    static final int RTA_SRC = 2;
    static final int RTA_OIF = 4;
    static final int RTA_GATEWAY = 5;
    static final int RTA_PREFSRC = 7;
    static final int RTA_TABLE = 15;
    static final int RTA_MARK = 16;

    static final int RTM_F_LOOKUP_TABLE = 0x1000;
    static final int RTM_F_FIB_MATCH = 0x2000;
    static final int RTPROT_STATIC = 4;
    static final int RT_SCOPE_UNIVERSE = 0;
    static final int RT_SCOPE_LINK = 253;
    static final int RT_SCOPE_NOWHERE = 255;
    static final int RTN_UNICAST = 1;

    /// Sizes of `nlmsghdr`, `ifinfomsg`, `ifaddrmsg`, `rtmsg` and `rtattr`.
    static final int HEADER = 16;

    static final int LINK_HEADER = 16;
    static final int ADDRESS_HEADER = 8;
    static final int ROUTE_HEADER = 12;
    static final int ATTRIBUTE_HEADER = 4;

    private Rtnetlink() {}

    static int align(int length) {
        return (length + 3) & ~3;
    }
}
