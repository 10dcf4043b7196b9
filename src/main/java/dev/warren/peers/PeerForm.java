package dev.warren.peers;

import dev.warren.engine.key.PublicKey;
import dev.warren.interfaces.AddressPool;
import dev.warren.interfaces.DnsServers;
import dev.warren.interfaces.IpPrefixes;
import dev.warren.interfaces.IpText;
import dev.warren.interfaces.PublicEndpoint;
import dev.warren.interfaces.WgInterface;
import dev.warren.interfaces.WholeNumber;
import dev.warren.web.FieldErrors;
import java.net.InetAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A peer as a form or a request has it: text, not yet checked. Empty is inherited, generated, or the next free one.
///
/// @param zone time zone that `expiresAt` is meant in, if it names none itself
public record PeerForm(
        String name,
        String notes,
        String publicKey,
        boolean presharedKey,
        String ipv4,
        String ipv6,
        String allowedIps,
        String dns,
        String mtu,
        String keepalive,
        String endpoint,
        String networks,
        boolean enabled,
        String expiresAt,
        String zone) {

    static final int LONGEST_NAME = 64;
    private static final int LONGEST_NOTES = 2_000;

    /// The form of a peer that only has a name yet.
    public static PeerForm named(@Nullable String name) {
        return new PeerForm(
                text(name),
                "",
                "",
                true,
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                true,
                "",
                ZoneId.systemDefault().getId());
    }

    /// The form that shows `peer` as it is.
    public static PeerForm of(Peer peer) {
        return new PeerForm(
                peer.name(),
                peer.notes(),
                peer.publicKey(),
                peer.presharedKey() != null,
                text(peer.ipv4()),
                text(peer.ipv6()),
                Objects.toString(peer.allowedIps(), ""),
                Objects.toString(peer.dns(), ""),
                Objects.toString(peer.mtu(), ""),
                Objects.toString(peer.keepalive(), ""),
                Objects.toString(peer.endpoint(), ""),
                peer.networks().toString(),
                peer.enabled(),
                Expiry.text(peer.expiresAt(), ZoneId.systemDefault()),
                ZoneId.systemDefault().getId());
    }

    public PeerForm withExpiresAt(@Nullable String value) {
        return new PeerForm(
                name,
                notes,
                publicKey,
                presharedKey,
                ipv4,
                ipv6,
                allowedIps,
                dns,
                mtu,
                keepalive,
                endpoint,
                networks,
                enabled,
                text(value),
                zone);
    }

    /// Checks every field for a peer of `wg`.
    ///
    /// @param known the peer that is changed; null for a new one
    /// @throws dev.warren.web.Rejection with a sentence for each field that is wrong
    @SuppressWarnings("NullAway") // reject() has thrown if a check returned null
    public PeerDraft draft(WgInterface wg, @Nullable Peer known, InstantSource clock) {
        var errors = new FieldErrors();
        String checkedName = errors.check("name", () -> peerName(name));
        String checkedNotes = errors.check("notes", () -> notes(notes));
        PublicKey checkedKey =
                publicKey.isBlank() || known != null ? null : errors.check("publicKey", () -> key(publicKey.strip()));
        InetAddress checkedIpv4 =
                ipv4.isBlank() ? null : errors.check("ipv4", () -> AddressPool.chosen(wg, ipv4, false));
        InetAddress checkedIpv6 =
                ipv6.isBlank() ? null : errors.check("ipv6", () -> AddressPool.chosen(wg, ipv6, true));
        IpPrefixes checkedAllowed =
                allowedIps.isBlank() ? null : errors.check("allowedIps", () -> IpPrefixes.parse(allowedIps));
        DnsServers checkedDns = dns.isBlank() ? null : errors.check("dns", () -> DnsServers.parse(dns));
        int leastMtu = wg.ipv6() == null ? 576 : 1280;
        Integer checkedMtu =
                mtu.isBlank() ? null : errors.check("mtu", () -> WholeNumber.parse("The MTU", mtu, leastMtu, 9000));
        Integer checkedKeepalive = keepalive.isBlank()
                ? null
                : errors.check("keepalive", () -> WholeNumber.parse("The keepalive interval", keepalive, 0, 65_535));
        PublicEndpoint checkedEndpoint =
                endpoint.isBlank() ? null : errors.check("endpoint", () -> PublicEndpoint.parse(endpoint));
        IpPrefixes checkedNetworks = errors.check("networks", () -> IpPrefixes.parse(networks));
        ZoneId checkedZone = errors.check("expiresAt", () -> Expiry.zone(zone));
        Instant checkedExpiry = expiresAt.isBlank() || checkedZone == null
                ? null
                : errors.check("expiresAt", () -> expiry(checkedZone, known, clock.instant()));
        errors.reject();
        return new PeerDraft(
                checkedName,
                checkedNotes,
                checkedKey,
                presharedKey,
                checkedIpv4,
                checkedIpv6,
                checkedAllowed,
                checkedDns,
                checkedMtu,
                checkedKeepalive,
                checkedEndpoint,
                checkedNetworks,
                enabled,
                checkedExpiry);
    }

    /// A time that is over can stay as it is, but nobody may ask for one.
    private Instant expiry(ZoneId at, @Nullable Peer known, Instant now) {
        Instant wanted = Expiry.parse(expiresAt, at);
        Instant had = known == null ? null : known.expiresAt();
        if (had != null && Expiry.text(had, at).equals(Expiry.text(wanted, at))) {
            return had;
        }
        if (!wanted.isAfter(now)) {
            throw new IllegalArgumentException("%s is over already.".formatted(Expiry.text(wanted, at)));
        }
        return wanted;
    }

    private static String peerName(String text) {
        String name = text.strip();
        int length = name.codePointCount(0, name.length());
        if (length == 0) {
            throw new IllegalArgumentException("A peer needs a name.");
        }
        if (length > LONGEST_NAME) {
            throw new IllegalArgumentException(
                    "A name has at most %d characters; this one has %d.".formatted(LONGEST_NAME, length));
        }
        if (name.codePoints().anyMatch(PeerForm::isUnprintable)) {
            throw new IllegalArgumentException("A name has no line breaks or other control characters.");
        }
        return name;
    }

    private static boolean isUnprintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> codePoint != 0x200D; // joins the parts of an emoji
            default -> false;
        };
    }

    private static String notes(String text) {
        String notes = text.strip();
        if (notes.length() > LONGEST_NOTES) {
            throw new IllegalArgumentException("Notes have at most %d characters.".formatted(LONGEST_NOTES));
        }
        if (notes.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("Notes are text.");
        }
        return notes;
    }

    private static PublicKey key(String text) {
        PublicKey key = PublicKey.parse(text);
        if (key.equals(PublicKey.ofBytes(new byte[32]))) {
            throw new IllegalArgumentException("A public key of zeros can't be anybody's.");
        }
        return key;
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    private static String text(@Nullable InetAddress address) {
        return address == null ? "" : IpText.of(address);
    }
}
