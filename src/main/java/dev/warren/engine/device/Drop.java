package dev.warren.engine.device;

import java.util.Locale;

/// Why a packet or message was dropped. Each has a counter, the name of which is its own in lower case after `drop_`.
public enum Drop {
    /// A datagram that is no WireGuard message by its type or size.
    MALFORMED_MESSAGE,
    /// A handshake message whose mac1 is wrong: its sender doesn't know our public key.
    MAC1_INVALID,
    /// Under load, a handshake message without a valid mac2; it was answered with a cookie.
    COOKIE_REQUIRED,
    /// More handshake messages from one source than allowed while under load.
    RATE_LIMITED,
    /// More handshake messages than could be worked off.
    HANDSHAKE_QUEUE_FULL,
    /// A handshake initiation that can't be decrypted.
    INITIATION_INVALID,
    /// A handshake initiation from a public key that is not configured.
    UNKNOWN_PEER,
    /// A handshake initiation whose timestamp isn't newer than the last one's.
    INITIATION_REPLAYED,
    /// Handshake initiations of one peer in faster succession than 20 ms.
    INITIATION_FLOOD,
    /// A handshake response that answers nothing we sent, or can't be decrypted.
    RESPONSE_INVALID,
    /// A cookie reply that answers nothing we sent, or can't be decrypted.
    COOKIE_REPLY_INVALID,
    /// A transport message for an index that nobody has.
    UNKNOWN_INDEX,
    /// A transport message under a key that is older than REJECT_AFTER_TIME.
    KEY_EXPIRED,
    /// A transport message whose counter was seen already, or is behind the window.
    REPLAYED,
    /// A transport message that is not authentic.
    AUTHENTICATION_FAILED,
    /// A decrypted packet that is neither IPv4 nor IPv6, or is shorter than it says.
    INNER_MALFORMED,
    /// A decrypted packet whose source address isn't its peer's.
    SOURCE_NOT_ALLOWED,
    /// A decrypted packet that says it can't bear congestion marks, in a datagram that carries one (RFC 6040).
    ECN_ILLEGAL,
    /// A decrypted packet that the kernel wouldn't take.
    TUN_WRITE_FAILED,
    /// A packet for an address that belongs to no peer.
    NO_PEER_FOR_DESTINATION,
    /// A packet that is our own message to a peer whose endpoint lies in the tunnel to itself.
    ROUTING_LOOP,
    /// A packet for a peer whose endpoint isn't known.
    NO_ENDPOINT,
    /// A packet for a peer that is never dialled, while it has no session.
    NO_SESSION,
    /// A packet from the TUN device that isn't a sound IP packet.
    OUTBOUND_MALFORMED,
    /// A packet that waited for a handshake and gave way to newer ones, or waited in vain.
    STAGED_OVERFLOW,
    /// A packet whose handshake never came about.
    HANDSHAKE_TIMED_OUT,
    /// A datagram that the kernel wouldn't send.
    SEND_FAILED;

    /// The name of its counter.
    public String counterName() {
        return "drop_" + name().toLowerCase(Locale.ROOT);
    }
}
