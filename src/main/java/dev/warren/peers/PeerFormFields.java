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
    @Nullable String allowedPreset;

    @RestForm
    @Nullable String preset;

    @RestForm
    @Nullable String tags;

    @RestForm
    @Nullable String owner;

    @RestForm
    @Nullable String preUp;

    @RestForm
    @Nullable String postUp;

    @RestForm
    @Nullable String preDown;

    @RestForm
    @Nullable String postDown;

    @RestForm
    @Nullable String killSwitch;

    @RestForm
    @Nullable String peerEndpoint;

    @RestForm
    @Nullable String hours;

    @RestForm
    @Nullable String quotaBytes;

    @RestForm
    @Nullable String quotaPeriod;

    @RestForm
    @Nullable String quotaCounts;

    @RestForm
    @Nullable String quotaAction;

    @RestForm
    boolean responder;

    @RestForm
    boolean enabled;

    @RestForm
    @Nullable String expiresAt;

    @RestForm
    @Nullable String zone;

    String name() {
        return text(name);
    }

    String preset() {
        return text(preset);
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
        return nameOnly ? PeerForm.named(name) : withoutEmptyQuota(changed().with(PeerField.PUBLIC_KEY, publicKey));
    }

    /// The selects of a quota always have a value; without an amount there is none.
    private PeerForm withoutEmptyQuota(PeerForm form) {
        return text(quotaBytes).isBlank()
                ? form.without(PeerField.QUOTA_PERIOD)
                        .without(PeerField.QUOTA_COUNTS)
                        .without(PeerField.QUOTA_ACTION)
                : form;
    }

    /// What a known peer is to be. Its key pair is changed elsewhere.
    PeerForm changed() {
        return PeerForm.named(name)
                .with(PeerField.NOTES, notes)
                .with(PeerField.IPV4, ipv4)
                .with(PeerField.IPV6, ipv6)
                .with(PeerField.TAGS, tags)
                .with(PeerField.OWNER, owner)
                .with(PeerField.PRESHARED_KEY, presharedKey)
                .with(PeerField.ALLOWED_IPS, AllowedIpsChoice.text(allowedPreset, allowedIps))
                .with(PeerField.DNS, dns)
                .with(PeerField.MTU, mtu)
                .with(PeerField.KEEPALIVE, keepalive)
                .with(PeerField.ENDPOINT, endpoint)
                .with(PeerField.PRE_UP, preUp)
                .with(PeerField.POST_UP, postUp)
                .with(PeerField.PRE_DOWN, preDown)
                .with(PeerField.POST_DOWN, postDown)
                .with(PeerField.KILL_SWITCH, killSwitch)
                .with(PeerField.NETWORKS, networks)
                .with(PeerField.PEER_ENDPOINT, peerEndpoint)
                .with(PeerField.RESPONDER, responder)
                .with(PeerField.ENABLED, enabled)
                .with(PeerField.EXPIRES_AT, expiresAt)
                .with(PeerField.ZONE, zone == null ? ZoneId.systemDefault() : zone)
                .with(PeerField.HOURS, hours)
                .with(PeerField.QUOTA_BYTES, quotaBytes)
                .with(PeerField.QUOTA_PERIOD, quotaPeriod)
                .with(PeerField.QUOTA_COUNTS, quotaCounts)
                .with(PeerField.QUOTA_ACTION, quotaAction);
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
