package dev.warren.peers;

import java.time.ZoneId;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/// The fields of a peer's form as a browser sends them. A field that is missing is empty.
class PeerFormFields {

    @RestForm("interface")
    @Nullable String wg;

    @RestForm
    @Nullable String name;

    @RestForm
    @Nullable String notes;

    @RestForm
    @Nullable String publicKey;

    @RestForm
    boolean presharedKey;

    @RestForm
    @Nullable String ipv4;

    @RestForm
    @Nullable String ipv6;

    @RestForm
    @Nullable String allowedIps;

    @RestForm
    @Nullable String dns;

    @RestForm
    @Nullable String mtu;

    @RestForm
    @Nullable String keepalive;

    @RestForm
    @Nullable String endpoint;

    @RestForm
    @Nullable String networks;

    @RestForm
    boolean enabled;

    @RestForm
    @Nullable String expiresAt;

    @RestForm
    @Nullable String zone;

    String name() {
        return text(name);
    }

    /// The chosen interface; null if none, or none that could be one, was chosen.
    @Nullable UUID interfaceId() {
        try {
            return wg == null || wg.isBlank() ? null : UUID.fromString(wg);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /// What a new peer is to be.
    ///
    /// @param nameOnly takes the name, and leaves the rest as it is for a new peer
    PeerForm created(boolean nameOnly) {
        return nameOnly
                ? PeerForm.named(name)
                : changed().with(PeerField.PUBLIC_KEY, publicKey).with(PeerField.PRESHARED_KEY, presharedKey);
    }

    /// What a known peer is to be. Its keys are changed elsewhere.
    PeerForm changed() {
        return PeerForm.named(name)
                .with(PeerField.NOTES, notes)
                .with(PeerField.IPV4, ipv4)
                .with(PeerField.IPV6, ipv6)
                .with(PeerField.ALLOWED_IPS, allowedIps)
                .with(PeerField.DNS, dns)
                .with(PeerField.MTU, mtu)
                .with(PeerField.KEEPALIVE, keepalive)
                .with(PeerField.ENDPOINT, endpoint)
                .with(PeerField.NETWORKS, networks)
                .with(PeerField.ENABLED, enabled)
                .with(PeerField.EXPIRES_AT, expiresAt)
                .with(PeerField.ZONE, zone == null ? ZoneId.systemDefault() : zone);
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
