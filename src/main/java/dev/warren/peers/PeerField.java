package dev.warren.peers;

import java.util.Optional;
import java.util.stream.Stream;

/// The fields of a peer that somebody may set, by the names that forms, CSV files and the API have for them.
public enum PeerField {
    NAME("name"),
    NOTES("notes"),
    TAGS("tags"),
    OWNER("owner"),
    PUBLIC_KEY("publicKey"),
    PRESHARED_KEY("presharedKey"),
    IPV4("ipv4"),
    IPV6("ipv6"),
    ALLOWED_IPS("allowedIps"),
    DNS("dns"),
    MTU("mtu"),
    KEEPALIVE("keepalive"),
    ENDPOINT("endpoint"),
    PRE_UP("preUp"),
    POST_UP("postUp"),
    PRE_DOWN("preDown"),
    POST_DOWN("postDown"),
    KILL_SWITCH("killSwitch"),
    NETWORKS("networks"),
    PEER_ENDPOINT("peerEndpoint"),
    RESPONDER("responder"),
    ENABLED("enabled"),
    EXPIRES_AT("expiresAt"),
    ZONE("zone"),
    HOURS("hours"),
    QUOTA_BYTES("quotaBytes"),
    QUOTA_PERIOD("quotaPeriod"),
    QUOTA_COUNTS("quotaCounts"),
    QUOTA_ACTION("quotaAction");

    private final String key;

    PeerField(String key) {
        this.key = key;
    }

    public String key() {
        return key;
    }

    static Optional<PeerField> of(String key) {
        return Stream.of(values()).filter(field -> field.key.equals(key)).findFirst();
    }
}
