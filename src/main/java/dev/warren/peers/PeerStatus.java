package dev.warren.peers;

import dev.warren.peers.AccessTerms.Barrier;
import dev.warren.web.Figures;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a peer is doing, in a word and with the reason.
///
/// @param reason a sentence for whoever asks why
public record PeerStatus(State state, String reason) {

    /// The states, as pages and the API name them.
    public enum State {
        ONLINE("online", "Online"),
        IDLE("idle", "Idle"),
        NEVER("never", "Never connected"),
        DISABLED("disabled", "Disabled"),
        EXPIRED("expired", "Expired"),
        OUTSIDE_WINDOW("outside-window", "Outside its window"),
        OVER_QUOTA("over-quota", "Over quota");

        private final String key;
        private final String label;

        State(String key, String label) {
            this.key = key;
            this.label = label;
        }

        /// The name in the API and in the style sheet.
        public String key() {
            return key;
        }

        public String label() {
            return label;
        }

        /// Whether the server lets such a peer in.
        public boolean isAdmitted() {
            return this == ONLINE || this == IDLE || this == NEVER;
        }
    }

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMMM uuuu HH:mm z", Locale.ENGLISH);

    private static final PeerStatus SWITCHED_OFF = new PeerStatus(State.DISABLED, "Somebody has switched it off.");
    private static final PeerStatus NEVER_SEEN = new PeerStatus(State.NEVER, "No handshake yet.");
    private static volatile Seen seen = Seen.of(Duration.ofMinutes(3));

    /// @param overQuota whether its quota is used up
    /// @param onlineFor how long after its last handshake a peer counts as online
    static PeerStatus of(
            AccessTerms access, boolean overQuota, @Nullable Instant latestHandshake, Instant now, Duration onlineFor) {
        Barrier barrier = access.barrier(now, overQuota);
        return switch (barrier) {
            case EXPIRED ->
                new PeerStatus(
                        State.EXPIRED,
                        "It expired on %s."
                                .formatted(time(Objects.requireNonNull(access.expiresAt()), access.zoneOrSystem())));
            case DISABLED -> SWITCHED_OFF;
            case HOURS -> outsideHours(access, now);
            case QUOTA -> overQuota(access, now);
            case NONE -> admitted(latestHandshake, now, onlineFor);
        };
    }

    private static PeerStatus admitted(@Nullable Instant latestHandshake, Instant now, Duration onlineFor) {
        if (latestHandshake == null) {
            return NEVER_SEEN;
        }
        Seen words = seen;
        if (!words.onlineFor().equals(onlineFor)) {
            words = Seen.of(onlineFor);
            seen = words;
        }
        // Of the future it only is if somebody has set the clock back since: then nobody can say how long ago it was.
        Duration age = Duration.between(latestHandshake, now);
        boolean recent = age.compareTo(onlineFor) <= 0 && age.negated().compareTo(onlineFor) <= 0;
        return recent ? words.online() : words.idle();
    }

    /// The two of those who have been seen, which are the same for thousands of peers every second.
    private record Seen(Duration onlineFor, PeerStatus online, PeerStatus idle) {
        static Seen of(Duration onlineFor) {
            String age = Figures.age(onlineFor);
            return new Seen(
                    onlineFor,
                    new PeerStatus(State.ONLINE, "Its last handshake was at most %s ago.".formatted(age)),
                    new PeerStatus(State.IDLE, "No handshake for more than %s.".formatted(age)));
        }
    }

    private static PeerStatus outsideHours(AccessTerms access, Instant now) {
        WeekHours hours = Objects.requireNonNull(access.hours());
        Instant next = hours.nextChange(now, access.zoneOrSystem());
        return new PeerStatus(
                State.OUTSIDE_WINDOW,
                next == null
                        ? "It may connect %s.".formatted(hours)
                        : "It may connect %s; next on %s.".formatted(hours, time(next, access.zoneOrSystem())));
    }

    private static PeerStatus overQuota(AccessTerms access, Instant now) {
        Quota quota = Objects.requireNonNull(access.quota());
        String amount = Figures.bytes(quota.bytes());
        if (quota.period() == Quota.Period.TOTAL) {
            return new PeerStatus(State.OVER_QUOTA, "It has used the %s that it gets.".formatted(amount));
        }
        String next = time(quota.period().end(now, access.zoneOrSystem()), access.zoneOrSystem());
        String used = switch (quota.period()) {
            case DAY -> "It has used the %s that it gets each day; the next begins on %s.";
            case WEEK -> "It has used the %s that it gets each week; the next begins on %s.";
            case MONTH, TOTAL -> "It has used the %s that it gets each month; the next begins on %s.";
        };
        return new PeerStatus(State.OVER_QUOTA, used.formatted(amount, next));
    }

    private static String time(Instant instant, ZoneId zone) {
        return TIME.format(instant.atZone(zone));
    }
}
