package dev.warren.engine.conn;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Where a peer is: its address and port, and the local address it was last heard at, so that answers leave from there.
///
/// Its identity never changes. Sending notes on it what it learns about the path, which lasts as long as the object.
public final class Endpoint {

    /// IPv4 addresses have `high` 0 and the address in the low 32 bits.
    final boolean v6;

    final long high;
    final long low;
    final int port;
    final int scope;

    /// The sticky source; interface index 0 says that there is none.
    final long sourceHigh;

    final long sourceLow;
    final int sourceInterface;

    /// The kernel no longer takes the source, because its address or interface has gone.
    volatile boolean sourceRefused;

    /// May what is sent insist on the interface that the peer was heard on? Known once [Uplinks] has asked.
    volatile @Nullable Boolean pinned;

    /// Until when (boot clock) datagrams go one by one because they exceed the path's MTU; 0 for never refused.
    volatile long singlyUntil;

    Endpoint(
            boolean v6,
            long high,
            long low,
            int port,
            int scope,
            long sourceHigh,
            long sourceLow,
            int sourceInterface) {
        this.v6 = v6;
        this.high = high;
        this.low = low;
        this.port = port;
        this.scope = scope;
        this.sourceHigh = sourceHigh;
        this.sourceLow = sourceLow;
        this.sourceInterface = sourceInterface;
    }

    /// An endpoint without a source: routing chooses it until the peer is heard.
    ///
    /// @throws IllegalArgumentException when the address is a name that was not resolved, or the port is 0
    public static Endpoint of(InetSocketAddress address) {
        InetAddress ip = address.getAddress();
        if (ip == null) {
            throw new IllegalArgumentException("an endpoint needs a resolved address: " + address.getHostString());
        }
        if (address.getPort() == 0) {
            throw new IllegalArgumentException("an endpoint needs a port between 1 and 65535: " + address);
        }
        int scope = ip instanceof Inet6Address ip6 && ip6.isLinkLocalAddress() ? ip6.getScopeId() : 0;
        return new Endpoint(ip instanceof Inet6Address, high(ip), low(ip), address.getPort(), scope, 0, 0, 0);
    }

    /// The peer's address; one of IPv6 link-local carries its scope.
    public InetSocketAddress address() {
        return new InetSocketAddress(ip(v6, high, low, scope), port);
    }

    public boolean hasSource() {
        return sourceInterface != 0;
    }

    /// The local address that answers leave from.
    ///
    /// @throws IllegalStateException when there is no source
    public InetAddress source() {
        if (!hasSource()) {
            throw new IllegalStateException("an endpoint without a source: " + this);
        }
        return ip(v6, sourceHigh, sourceLow, 0);
    }

    /// Index of the interface that the peer was heard on, 0 when there is no source.
    public int sourceInterface() {
        return sourceInterface;
    }

    /// The same peer address, heard at a local one.
    ///
    /// @throws IllegalArgumentException when the families differ
    public Endpoint withSource(InetAddress source, int sourceInterface) {
        if (source instanceof Inet6Address != v6) {
            throw new IllegalArgumentException("a source of another family than the endpoint: " + source);
        }
        return withSource(high(source), low(source), sourceInterface);
    }

    /// The same peer address, where routing chooses the source again.
    public Endpoint withoutSource() {
        return hasSource() ? withSource(0, 0, 0) : this;
    }

    /// Is the peer's address and port the same, whatever the sources?
    public boolean equalsRemote(Endpoint other) {
        return v6 == other.v6 && low == other.low && high == other.high && port == other.port && scope == other.scope;
    }

    /// Address ‖ port, big-endian, 6 or 18 bytes: what a cookie is made over, as in the kernel.
    public byte[] cookieSource() {
        ByteBuffer bytes = ByteBuffer.allocate(v6 ? 18 : 6);
        if (v6) {
            bytes.putLong(high).putLong(low);
        } else {
            bytes.putInt((int) low);
        }
        return bytes.putShort((short) port).array();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Endpoint that
                && equalsRemote(that)
                && sourceLow == that.sourceLow
                && sourceHigh == that.sourceHigh
                && sourceInterface == that.sourceInterface;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(high * 31 + low) * 31 + port;
    }

    /// `192.0.2.1:51820` or `[2001:db8::1]:51820`, without the source.
    @Override
    public String toString() {
        String host = ip(v6, high, low, scope).getHostAddress();
        return (v6 ? "[" + host + "]:" : host + ":") + port;
    }

    private Endpoint withSource(long high, long low, int index) {
        Endpoint moved = new Endpoint(v6, this.high, this.low, port, scope, high, low, index);
        moved.singlyUntil = singlyUntil;
        return moved;
    }

    private static long high(InetAddress ip) {
        return ip instanceof Inet4Address ? 0 : ByteBuffer.wrap(ip.getAddress()).getLong();
    }

    private static long low(InetAddress ip) {
        ByteBuffer bytes = ByteBuffer.wrap(ip.getAddress());
        return ip instanceof Inet4Address ? Integer.toUnsignedLong(bytes.getInt()) : bytes.getLong(8);
    }

    private static InetAddress ip(boolean v6, long high, long low, int scope) {
        try {
            if (!v6) {
                return InetAddress.getByAddress(
                        ByteBuffer.allocate(4).putInt((int) low).array());
            }
            byte[] bytes = ByteBuffer.allocate(16).putLong(high).putLong(low).array();
            return scope == 0 ? Inet6Address.getByAddress(bytes) : Inet6Address.getByAddress(null, bytes, scope);
        } catch (UnknownHostException e) {
            throw new AssertionError("an address of 4 or 16 bytes", e);
        }
    }
}
