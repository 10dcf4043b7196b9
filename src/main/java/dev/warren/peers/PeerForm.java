package dev.warren.peers;

import dev.warren.interfaces.WgInterface;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A peer as a form, a CSV line or a request has it: text by field, not yet checked.
///
/// A field that is not there stays as it is; of a new peer it is what a new peer gets. An empty text is inherited,
/// generated, the next free one, or none.
public final class PeerForm {

    private static final String YES = "true";

    private final Map<PeerField, String> texts;

    private PeerForm(Map<PeerField, String> texts) {
        this.texts = texts;
    }

    public static PeerForm empty() {
        return new PeerForm(new EnumMap<>(PeerField.class));
    }

    /// The form of a peer that only has a name yet.
    public static PeerForm named(@Nullable String name) {
        return empty().with(PeerField.NAME, name);
    }

    /// The form that shows `peer` as it is.
    public static PeerForm of(Peer peer) {
        return of(Member.of(peer));
    }

    /// Likewise of a peer in memory.
    static PeerForm of(Member peer) {
        ClientSettings client = peer.client();
        AccessTerms access = peer.access();
        Quota quota = access.quota();
        ZoneId zone = access.zoneOrSystem();
        return named(peer.name())
                .with(PeerField.NOTES, peer.notes())
                .with(PeerField.TAGS, String.join(", ", peer.tags()))
                .with(PeerField.OWNER, peer.ownerId())
                .with(PeerField.PUBLIC_KEY, peer.publicKey())
                .with(PeerField.PRESHARED_KEY, peer.presharedKey())
                .with(PeerField.IPV4, peer.ipv4())
                .with(PeerField.IPV6, peer.ipv6())
                .with(PeerField.ALLOWED_IPS, client.allowedIps())
                .with(PeerField.DNS, client.dns())
                .with(PeerField.MTU, client.mtu())
                .with(PeerField.KEEPALIVE, client.keepalive())
                .with(PeerField.ENDPOINT, client.chosenEndpoint())
                .with(PeerField.PRE_UP, client.preUp())
                .with(PeerField.POST_UP, client.postUp())
                .with(PeerField.PRE_DOWN, client.preDown())
                .with(PeerField.POST_DOWN, client.postDown())
                .with(PeerField.KILL_SWITCH, Words.of(client.killSwitch()))
                .with(PeerField.NETWORKS, String.join(", ", peer.networks()))
                .with(PeerField.PEER_ENDPOINT, peer.peerEndpoint())
                .with(PeerField.RESPONDER, peer.responder())
                .with(PeerField.ENABLED, access.enabled())
                .with(PeerField.EXPIRES_AT, Expiry.text(access.expiresAt(), zone))
                .with(PeerField.ZONE, zone)
                .with(PeerField.HOURS, access.hours())
                .with(PeerField.QUOTA_BYTES, quota == null ? null : quota.bytes())
                .with(PeerField.QUOTA_PERIOD, quota == null ? null : Words.of(quota.period()))
                .with(PeerField.QUOTA_COUNTS, quota == null ? null : Words.of(quota.counts()))
                .with(PeerField.QUOTA_ACTION, quota == null ? null : Words.of(quota.action()));
    }

    /// The form of a new peer of `wg` with the settings of `model`, but for what can only be one peer's.
    static PeerForm copyOf(Peer model, WgInterface wg, Instant now) {
        PeerForm form = of(model)
                .without(PeerField.PUBLIC_KEY)
                .without(PeerField.IPV4)
                .without(PeerField.IPV6)
                .without(PeerField.NETWORKS)
                .without(PeerField.PEER_ENDPOINT);
        if (model.access().isExpired(now)) {
            form = form.without(PeerField.EXPIRES_AT);
        }
        // Another interface may have no endpoint of this name.
        return model.wg().id().equals(wg.id()) || model.client().endpointName() == null
                ? form
                : form.without(PeerField.ENDPOINT);
    }

    /// This form with one field more, or another value of it.
    ///
    /// @param value its text is taken; null is empty
    public PeerForm with(PeerField field, @Nullable Object value) {
        EnumMap<PeerField, String> more = new EnumMap<>(texts);
        more.put(field, Objects.toString(value, ""));
        return new PeerForm(more);
    }

    /// This form with the amount of a quota as people write it.
    PeerForm readable() {
        String bytes = text(PeerField.QUOTA_BYTES);
        return bytes.isEmpty() ? this : with(PeerField.QUOTA_BYTES, Quota.text(Long.parseLong(bytes)));
    }

    /// This form without a field, which therefore stays as it is.
    PeerForm without(PeerField field) {
        EnumMap<PeerField, String> fewer = new EnumMap<>(texts);
        fewer.remove(field);
        return new PeerForm(fewer);
    }

    /// `base`, but what is in this form.
    PeerForm over(PeerForm base) {
        EnumMap<PeerField, String> both = new EnumMap<>(base.texts);
        both.putAll(texts);
        // A time without an offset is one of the zone that stands beside it, and must not move with a new one.
        if (texts.containsKey(PeerField.ZONE) && !texts.containsKey(PeerField.EXPIRES_AT)) {
            both.computeIfPresent(
                    PeerField.EXPIRES_AT,
                    (field, text) -> text.isEmpty() ? text : base.expiry().toString());
        }
        return new PeerForm(both);
    }

    private Object expiry() {
        return Expiry.parse(text(PeerField.EXPIRES_AT), Expiry.zone(text(PeerField.ZONE)));
    }

    boolean has(PeerField field) {
        return texts.containsKey(field);
    }

    Iterable<PeerField> fields() {
        return texts.keySet();
    }

    /// Empty if it is not there.
    String text(PeerField field) {
        return texts.getOrDefault(field, "");
    }

    /// @param otherwise if it is not there
    boolean flag(PeerField field, boolean otherwise) {
        String text = texts.get(field);
        return text == null ? otherwise : text.strip().equalsIgnoreCase(YES);
    }

    /// The text of a field by its name, for templates; empty if there is no such field.
    public String get(String key) {
        return PeerField.of(key).map(this::text).orElse("");
    }

    /// A switch as a new form shows it, for templates.
    public boolean on(String key) {
        return PeerField.of(key).map(field -> flag(field, true)).orElse(false);
    }
}
