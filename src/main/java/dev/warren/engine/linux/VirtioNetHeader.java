package dev.warren.engine.linux;

/// `struct virtio_net_hdr`: what a TUN with `IFF_VNET_HDR` puts before every packet, in native byte order.
public final class VirtioNetHeader {

    public static final int SIZE = 10;
    public static final long FLAGS = 0;
    public static final long GSO_TYPE = 1;
    public static final long HEADER_LENGTH = 2;
    public static final long GSO_SIZE = 4;
    public static final long CHECKSUM_START = 6;
    public static final long CHECKSUM_OFFSET = 8;

    public static final int NEEDS_CSUM = 1;
    public static final int DATA_VALID = 2;

    public static final int GSO_NONE = 0;
    public static final int GSO_TCPV4 = 1;
    public static final int GSO_UDP = 3;
    public static final int GSO_TCPV6 = 4;
    public static final int GSO_UDP_L4 = 5;
    public static final int GSO_ECN = 0x80;

    private VirtioNetHeader() {}
}
