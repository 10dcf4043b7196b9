package dev.warren.peers;

import dev.warren.web.Figures;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
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
        EXPIRED("expired", "Expired");

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
    }

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMMM uuuu HH:mm z", Locale.ENGLISH);

    /// @param onlineFor how long after its last handshake a peer counts as online
    static PeerStatus of(
            boolean enabled,
            @Nullable Instant expiresAt,
            @Nullable Instant latestHandshake,
            Instant now,
            Duration onlineFor) {
        if (expiresAt != null && !now.isBefore(expiresAt)) {
            return new PeerStatus(
                    State.EXPIRED,
                    "It expired on %s.".formatted(TIME.format(expiresAt.atZone(ZoneId.systemDefault()))));
        }
        if (!enabled) {
            return new PeerStatus(State.DISABLED, "Somebody has switched it off.");
        }
        if (latestHandshake == null) {
            return new PeerStatus(State.NEVER, "No handshake yet.");
        }
        Duration age = Duration.between(latestHandshake, now);
        return age.compareTo(onlineFor) <= 0
                ? new PeerStatus(
                        State.ONLINE, "Its last handshake was at most %s ago.".formatted(Figures.age(onlineFor)))
                : new PeerStatus(State.IDLE, "No handshake for more than %s.".formatted(Figures.age(onlineFor)));
    }
}
