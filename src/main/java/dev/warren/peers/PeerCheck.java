package dev.warren.peers;

import dev.warren.accounts.User;
import dev.warren.interfaces.AddressPool;
import dev.warren.interfaces.DnsServers;
import dev.warren.interfaces.IpPrefixes;
import dev.warren.interfaces.PublicEndpoint;
import dev.warren.interfaces.WgInterface;
import dev.warren.interfaces.WholeNumber;
import dev.warren.web.FieldErrors;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Checks a [PeerForm], every field by itself, and collects what is wrong.
final class PeerCheck {

    private static final int LEAST_MTU = 576;
    private static final int LEAST_MTU_WITH_IPV6 = 1280;

    private final PeerForm form;
    private final WgInterface wg;
    private final @Nullable Peer known;
    private final Instant now;
    private final FieldErrors errors = new FieldErrors();

    /// @param form complete, if it is of a peer that exists
    /// @param known the peer that is changed; null for a new one
    private PeerCheck(PeerForm form, WgInterface wg, @Nullable Peer known, Instant now) {
        this.form = form;
        this.wg = wg;
        this.known = known;
        this.now = now;
    }

    /// What `form` asks of a new peer of `wg`.
    ///
    /// @throws dev.warren.web.Rejection with a sentence for each field that is wrong
    static PeerDraft created(PeerForm form, WgInterface wg, Instant now) {
        return new PeerCheck(form, wg, null, now).draft();
    }

    /// What `form` makes of `peer`.
    ///
    /// @throws dev.warren.web.Rejection with a sentence for each field that is wrong
    static PeerDraft changed(PeerForm form, Peer peer, Instant now) {
        return new PeerCheck(form.over(PeerForm.of(peer)), peer.wg(), peer, now).draft();
    }

    @SuppressWarnings("NullAway") // reject() has thrown if a check returned null
    private PeerDraft draft() {
        var draft = new PeerDraft(
                required(PeerField.NAME, PeerTexts::name),
                required(PeerField.NOTES, PeerTexts::notes),
                required(PeerField.TAGS, PeerTexts::tags),
                optional(PeerField.OWNER, PeerCheck::owner),
                optional(PeerField.PUBLIC_KEY, PeerTexts::key),
                form.flag(PeerField.PRESHARED_KEY, true),
                optional(PeerField.IPV4, text -> AddressPool.chosen(wg, text, false)),
                optional(PeerField.IPV6, text -> AddressPool.chosen(wg, text, true)),
                client(),
                required(PeerField.NETWORKS, IpPrefixes::parse),
                optional(PeerField.PEER_ENDPOINT, PeerTexts::peerEndpoint),
                form.flag(PeerField.RESPONDER, false),
                access());
        errors.reject();
        return draft;
    }

    @SuppressWarnings("NullAway") // as above
    private ClientSettings client() {
        int leastMtu = wg.ipv6() == null ? LEAST_MTU : LEAST_MTU_WITH_IPV6;
        KillSwitch killSwitch =
                optional(PeerField.KILL_SWITCH, text -> Words.choice(KillSwitch.class, "The kill switch", text));
        String endpoint = form.text(PeerField.ENDPOINT);
        String endpointName =
                endpoint.isBlank() ? null : wg.endpoints().spelling(endpoint).orElse(null);
        return new ClientSettings(
                optional(PeerField.ALLOWED_IPS, AllowedIps::parse),
                optional(PeerField.DNS, DnsServers::parse),
                optional(PeerField.MTU, text -> WholeNumber.parse("The MTU", text, leastMtu, 9000)),
                optional(PeerField.KEEPALIVE, text -> WholeNumber.parse("The keepalive interval", text, 0, 65_535)),
                endpointName == null ? optional(PeerField.ENDPOINT, PublicEndpoint::parse) : null,
                endpointName,
                required(PeerField.PRE_UP, PeerTexts::commands),
                required(PeerField.POST_UP, PeerTexts::commands),
                required(PeerField.PRE_DOWN, PeerTexts::commands),
                required(PeerField.POST_DOWN, PeerTexts::commands),
                killSwitch == null ? KillSwitch.OFF : killSwitch);
    }

    private AccessTerms access() {
        ZoneId zone = errors.check("zone", () -> Expiry.zone(form.text(PeerField.ZONE)));
        Instant expiresAt = zone == null ? null : optional(PeerField.EXPIRES_AT, text -> expiry(text, zone));
        WeekHours hours = optional(PeerField.HOURS, WeekHours::parse);
        Quota quota = quota();
        boolean zoned = hours != null || quota != null;
        return new AccessTerms(form.flag(PeerField.ENABLED, true), expiresAt, zoned ? zone : null, hours, quota);
    }

    @SuppressWarnings("NullAway") // as above
    private @Nullable Quota quota() {
        Long bytes = optional(PeerField.QUOTA_BYTES, Quota::size);
        if (form.text(PeerField.QUOTA_BYTES).isBlank()) {
            for (PeerField field : List.of(PeerField.QUOTA_PERIOD, PeerField.QUOTA_COUNTS, PeerField.QUOTA_ACTION)) {
                if (known == null && !form.text(field).isBlank()) {
                    errors.add(PeerField.QUOTA_BYTES.key(), "A quota needs an amount of data such as 50 GB.");
                }
            }
            return null;
        }
        Quota.Period period = optional(
                PeerField.QUOTA_PERIOD, text -> Words.choice(Quota.Period.class, "The period of a quota", text));
        Quota.Counts counts =
                optional(PeerField.QUOTA_COUNTS, text -> Words.choice(Quota.Counts.class, "What a quota counts", text));
        Quota.Action action = optional(PeerField.QUOTA_ACTION, Quota::action);
        return new Quota(
                bytes,
                period == null ? Quota.Period.MONTH : period,
                counts == null ? Quota.Counts.BOTH : counts,
                action == null ? Quota.Action.DISABLE : action);
    }

    /// A time that is over can stay as it is, but nobody may ask for one.
    private Instant expiry(String text, ZoneId zone) {
        Instant wanted = Expiry.parse(text, zone);
        Instant had = known == null ? null : known.access().expiresAt();
        if (had != null && Expiry.text(had, zone).equals(Expiry.text(wanted, zone))) {
            return had;
        }
        if (!wanted.isAfter(now)) {
            throw new IllegalArgumentException("%s is over already.".formatted(Expiry.text(wanted, zone)));
        }
        return wanted;
    }

    /// A user by name, or by the id that the API has for them.
    private static UUID owner(String text) {
        String wanted = text.strip();
        User owner = wanted.length() == 36 && wanted.charAt(8) == '-'
                ? User.findById(UUID.fromString(wanted))
                : User.named(wanted).orElse(null);
        if (owner == null) {
            throw new IllegalArgumentException("There is no such user.");
        }
        return owner.id();
    }

    private <T> @Nullable T optional(PeerField field, Function<String, T> parse) {
        String text = form.text(field);
        return text.isBlank() ? null : errors.check(field.key(), () -> parse.apply(text));
    }

    private <T> @Nullable T required(PeerField field, Function<String, T> parse) {
        return errors.check(field.key(), () -> parse.apply(form.text(field)));
    }
}
