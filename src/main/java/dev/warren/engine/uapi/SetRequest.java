package dev.warren.engine.uapi;

import dev.warren.engine.conn.Endpoint;
import dev.warren.engine.device.DeviceUpdate;
import dev.warren.engine.device.PeerUpdate;
import dev.warren.engine.device.Prefix;
import dev.warren.engine.key.PresharedKey;
import dev.warren.engine.key.PrivateKey;
import dev.warren.engine.key.PublicKey;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/// Reads the lines of a `set=1` request into a [DeviceUpdate]. Nothing is changed before all of them are understood.
final class SetRequest {
    private static final String NO_KEY = "0".repeat(64);

    private final DeviceUpdate update = new DeviceUpdate();
    private @Nullable PeerUpdate peer;

    /// The whole change, after the last line.
    DeviceUpdate update() {
        return update;
    }

    /// @throws UapiException if the key isn't known at this place, or the value isn't one of its kind
    void line(String line) throws UapiException {
        int equals = line.indexOf('=');
        if (equals < 0) {
            throw new UapiException(UapiException.EPROTO, "a line without \"=\"");
        }
        String key = line.substring(0, equals);
        String value = line.substring(equals + 1);
        try {
            if (key.equals("public_key")) {
                peer = new PeerUpdate(PublicKey.parseHex(value));
                update.peer(peer);
            } else if (peer == null) {
                device(key, value);
            } else {
                peer(peer, key, value);
            }
        } catch (IllegalArgumentException e) {
            throw UapiException.invalid(key + ": " + e.getMessage());
        }
    }

    private void device(String key, String value) throws UapiException {
        switch (key) {
            case "private_key" -> update.privateKey(value.equals(NO_KEY) ? null : PrivateKey.parseHex(value));
            case "listen_port" -> update.listenPort(number(value, 65_535));
            case "fwmark" -> update.mark((int) unsigned(value));
            case "replace_peers" -> {
                requireTrue(value);
                update.replacePeers();
            }
            default -> throw UapiException.invalid("unknown key " + key);
        }
    }

    private static void peer(PeerUpdate peer, String key, String value) throws UapiException {
        switch (key) {
            case "remove" -> {
                requireTrue(value);
                peer.remove();
            }
            case "update_only" -> {
                requireTrue(value);
                peer.updateOnly();
            }
            case "preshared_key" -> peer.presharedKey(value.equals(NO_KEY) ? null : PresharedKey.parseHex(value));
            case "endpoint" -> peer.endpoint(Endpoint.of(endpoint(value)));
            case "persistent_keepalive_interval" -> peer.persistentKeepalive(number(value, 65_535));
            case "replace_allowed_ips" -> {
                requireTrue(value);
                peer.replaceAllowedIps();
            }
            case "allowed_ip" -> {
                if (value.startsWith("-")) {
                    peer.disallow(prefix(value.substring(1)));
                } else {
                    peer.allow(prefix(value));
                }
            }
            case "protocol_version" -> {
                if (!value.equals("1")) {
                    throw UapiException.invalid("protocol version " + value);
                }
            }
            default -> throw UapiException.invalid("unknown key " + key);
        }
    }

    private static void requireTrue(String value) throws UapiException {
        if (!value.equals("true")) {
            throw UapiException.invalid("\"" + value + "\" where only \"true\" may stand");
        }
    }

    private static int number(String value, int max) throws UapiException {
        long number = unsigned(value);
        if (number > max) {
            throw UapiException.invalid(value + ": more than " + max);
        }
        return (int) number;
    }

    private static long unsigned(String value) throws UapiException {
        try {
            return Integer.parseUnsignedInt(value) & 0xffff_ffffL;
        } catch (NumberFormatException e) {
            throw UapiException.invalid("\"" + value + "\" is no number from 0 to 4294967295");
        }
    }

    private static Prefix prefix(String value) throws UapiException {
        int slash = value.indexOf('/');
        if (slash < 0) {
            throw UapiException.invalid("\"" + value + "\" is no network in CIDR notation");
        }
        String host = value.substring(0, slash);
        byte[] address = address(host).getAddress();
        if (address.length == 4 && host.indexOf(':') >= 0) {
            throw UapiException.invalid("\"" + value + "\" is an IPv4 network in IPv6 notation");
        }
        return Prefix.of(address, number(value.substring(slash + 1), address.length * 8));
    }

    private static InetSocketAddress endpoint(String value) throws UapiException {
        int colon = value.lastIndexOf(':');
        if (colon < 1) {
            throw UapiException.invalid("\"" + value + "\" is no address with a port");
        }
        String host = value.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        return new InetSocketAddress(address(host), number(value.substring(colon + 1), 65_535));
    }

    private static InetAddress address(String host) throws UapiException {
        try {
            // Java takes "10" for 0.0.0.10 and "10.1" for 10.0.0.1, which nobody means.
            if (host.indexOf(':') >= 0 || host.chars().filter(c -> c == '.').count() == 3) {
                return InetAddress.ofLiteral(host);
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw UapiException.invalid("\"" + host + "\" is no IP address");
    }
}
