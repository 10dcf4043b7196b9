package dev.warren.peers;

import dev.warren.accounts.User;
import dev.warren.web.QrCode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What the page of a peer shows beside the live figures.
///
/// @param scannable whether its configuration fits into a QR code
/// @param owner the name of its user; null for nobody's
/// @param quotaPeriod `day`, `week`, `month` or `total`; empty without a quota
/// @param hours of the week at which it may connect, in `zone`; null for always
record PeerDetails(
        String interfaceName,
        boolean scannable,
        @Nullable String owner,
        List<Tags.Tag> tags,
        @Nullable Quota quota,
        String quotaPeriod,
        @Nullable String hours,
        String zone,
        String created,
        @Nullable String expires) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMMM uuuu HH:mm:ss z", Locale.ENGLISH);

    static PeerDetails of(Peer peer, Tags tags, boolean ipv6) {
        AccessTerms access = peer.access();
        Map<String, Tags.Tag> colours = tags.byName(peer.tags());
        User owner = peer.ownerId() == null ? null : User.findById(peer.ownerId());
        return new PeerDetails(
                peer.wg().name(),
                QrCode.fits(ClientConfig.of(peer, ipv6).text()),
                owner == null ? null : owner.name(),
                peer.tags().stream()
                        .map(tag -> Objects.requireNonNull(colours.get(tag)))
                        .toList(),
                access.quota(),
                access.quota() == null ? "" : Words.of(access.quota().period()),
                Objects.toString(access.hours(), null),
                access.zoneOrSystem().getId(),
                time(peer.createdAt()),
                peer.expiresAt() == null ? null : time(peer.expiresAt()));
    }

    private static String time(Instant instant) {
        return TIME.format(instant.atZone(ZoneId.systemDefault()));
    }
}
