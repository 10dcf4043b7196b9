package dev.warren.peers;

import dev.warren.web.QrCode;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What the page of a peer shows beside the live figures.
///
/// @param config the whole file; the page shows it only to those who may see secrets
/// @param ownKey whether the peer keeps its private key to itself
record PeerDetails(
        String interfaceName,
        ClientConfig config,
        boolean ownKey,
        boolean scannable,
        @Nullable String expires) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMMM uuuu HH:mm:ss z", Locale.ENGLISH);

    static PeerDetails of(Peer peer, boolean ipv6) {
        ClientConfig config = ClientConfig.of(peer, ipv6);
        return new PeerDetails(
                peer.wg().name(),
                config,
                peer.privateKey() == null,
                QrCode.fits(config.text()),
                peer.expiresAt() == null ? null : TIME.format(peer.expiresAt().atZone(ZoneId.systemDefault())));
    }
}
