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

    /// @param nameOnly takes the name, and leaves the rest as it is for a new peer
    PeerForm form(boolean nameOnly) {
        if (nameOnly) {
            return PeerForm.named(name);
        }
        return new PeerForm(
                text(name),
                text(notes),
                text(publicKey),
                presharedKey,
                text(ipv4),
                text(ipv6),
                text(allowedIps),
                text(dns),
                text(mtu),
                text(keepalive),
                text(endpoint),
                text(networks),
                enabled,
                text(expiresAt),
                zone == null ? ZoneId.systemDefault().getId() : zone);
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
