package dev.warren.engine.uapi;

import dev.warren.engine.device.Device;
import dev.warren.engine.device.PeerState;
import dev.warren.engine.device.Prefix;
import dev.warren.engine.key.PresharedKey;
import dev.warren.engine.key.PrivateKey;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Instant;

/// Writes what a device is, as the answer to `get=1`.
final class GetReply {
    private static final String NO_KEY = "0".repeat(64);

    private final Appendable out;

    GetReply(Appendable out) {
        this.out = out;
    }

    void write(Device device) throws IOException {
        PrivateKey privateKey = device.privateKey();
        if (privateKey != null) {
            line("private_key", privateKey.hex());
        }
        if (device.listenPort() != 0) {
            line("listen_port", Integer.toString(device.listenPort()));
        }
        if (device.mark() != 0) {
            line("fwmark", Integer.toUnsignedString(device.mark()));
        }
        for (PeerState peer : device.peers(true)) {
            write(peer);
        }
    }

    private void write(PeerState peer) throws IOException {
        line("public_key", peer.publicKey().hex());
        PresharedKey presharedKey = peer.presharedKey();
        line("preshared_key", presharedKey == null ? NO_KEY : presharedKey.hex());
        line("protocol_version", "1");
        InetSocketAddress endpoint = peer.endpoint();
        if (endpoint != null) {
            line("endpoint", text(endpoint));
        }
        Instant handshake = peer.latestHandshake();
        line("last_handshake_time_sec", Long.toString(handshake == null ? 0 : handshake.getEpochSecond()));
        line("last_handshake_time_nsec", Integer.toString(handshake == null ? 0 : handshake.getNano()));
        line("tx_bytes", Long.toString(peer.transmitBytes()));
        line("rx_bytes", Long.toString(peer.receiveBytes()));
        line("persistent_keepalive_interval", Integer.toString(peer.persistentKeepalive()));
        for (Prefix prefix : peer.allowedIps()) {
            line("allowed_ip", address(prefix).getHostAddress() + "/" + prefix.length());
        }
    }

    private static InetAddress address(Prefix prefix) {
        try {
            byte[] bytes = prefix.address();
            // Of 16 bytes, the other method may make an IPv4 address.
            return prefix.ipv6() ? Inet6Address.getByAddress(null, bytes, -1) : InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new AssertionError("4 or 16 bytes are always an address", e);
        }
    }

    private static String text(InetSocketAddress endpoint) {
        String host = endpoint.getAddress().getHostAddress();
        return (endpoint.getAddress() instanceof Inet6Address ? "[" + host + "]" : host) + ":" + endpoint.getPort();
    }

    private void line(String key, String value) throws IOException {
        out.append(key).append('=').append(value).append('\n');
    }
}
