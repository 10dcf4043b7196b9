package dev.warren.engine.noise;

import java.util.concurrent.TimeUnit;

/// The constants of the protocol. Times are in nanoseconds, lengths in bytes.
public final class Protocol {
    // Specification: whitepaper §5.4 (messages) and §6.1 (timers)

    public static final long REKEY_AFTER_MESSAGES = 1L << 60;
    /// 2^64 − 2^13 − 1: as a signed number it is negative, so compare with [Long#compareUnsigned].
    public static final long REJECT_AFTER_MESSAGES = -(1L << 13) - 1;

    public static final long REKEY_AFTER_TIME = seconds(120);
    public static final long REJECT_AFTER_TIME = seconds(180);
    public static final long REKEY_ATTEMPT_TIME = seconds(90);
    public static final long REKEY_TIMEOUT = seconds(5);
    public static final long KEEPALIVE_TIMEOUT = seconds(10);
    /// After this long without a new session, all ephemeral keys are erased.
    public static final long ZERO_KEYS_AFTER_TIME = 3 * REJECT_AFTER_TIME;
    /// How often a responder changes the secret of its cookies.
    public static final long COOKIE_SECRET_MAX_AGE = seconds(120);

    /// The type of a message: its first byte and three reserved zeroes, as a little-endian number.
    public static final int INITIATION = 1;

    public static final int RESPONSE = 2;
    public static final int COOKIE_REPLY = 3;
    public static final int TRANSPORT = 4;

    public static final int INITIATION_LENGTH = 148;
    public static final int RESPONSE_LENGTH = 92;
    public static final int COOKIE_REPLY_LENGTH = 64;
    public static final int TRANSPORT_HEADER_LENGTH = 16;
    /// A keepalive: a transport message around nothing.
    public static final int TRANSPORT_MIN_LENGTH = 32;
    /// A transport message is this much longer than the padded packet in it.
    public static final int TRANSPORT_OVERHEAD = 32;
    /// The length of an inner packet is rounded up to a multiple of this, but not beyond the MTU (§5.4.6).
    public static final int PADDING_MULTIPLE = 16;

    // Implementation: as in Linux, unless it says otherwise

    /// Up to this much is added at random to [#REKEY_TIMEOUT], so that two peers don't keep on initiating at the
    /// same
    /// moment.
    public static final long REKEY_TIMEOUT_JITTER_MAX = seconds(1) / 3;
    public static final int MAX_HANDSHAKE_ATTEMPTS = (int) (REKEY_ATTEMPT_TIME / REKEY_TIMEOUT);
    /// An initiator that receives on a key older than this makes a new one early (§6.2).
    public static final long REKEY_AFTER_TIME_RECEIVING = REJECT_AFTER_TIME - KEEPALIVE_TIMEOUT - REKEY_TIMEOUT;
    /// A peer's initiations closer together than this are a flood.
    public static final long INITIATION_INTERVAL = seconds(1) / 50;
    /// A cookie isn't used in its last seconds, since it has to be valid when it arrives.
    public static final long COOKIE_SECRET_LATENCY = seconds(5);
    /// The responder is under load for this long after its queue was last too long.
    public static final long UNDER_LOAD_AFTER_TIME = seconds(1);
    public static final int HANDSHAKES_PER_SECOND = 20;
    public static final int HANDSHAKES_BURST = 5;
    /// How far behind the newest counter a message may arrive.
    public static final int REPLAY_WINDOW = 8128;
    /// Packets of one peer that wait for a session; the oldest make room.
    public static final int MAX_STAGED_PACKETS = 128;
    public static final int MAX_QUEUED_HANDSHAKES = 1024;
    /// DSCP AF41 in the TOS byte of handshake messages.
    public static final int HANDSHAKE_TOS = 0x88;
    public static final int DEFAULT_MTU = 1420;

    private Protocol() {}

    private static long seconds(int seconds) {
        return TimeUnit.SECONDS.toNanos(seconds);
    }
}
