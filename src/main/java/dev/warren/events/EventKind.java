package dev.warren.events;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What can happen.
public enum EventKind {
    /// A peer has made a handshake after a time without one.
    CONNECTED,
    /// A peer has made no handshake for so long that it is gone.
    DISCONNECTED,
    /// A peer, an interface or a user is new.
    CREATED,
    /// One of them was changed.
    CHANGED,
    /// One of them is gone for good.
    DELETED,
    /// A peer's time is over.
    EXPIRED,
    /// A peer has used up what it may transfer.
    OVER_QUOTA,
    /// Somebody gave a wrong name or password.
    SIGN_IN_FAILED;

    /// The name in the API: `over-quota`.
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<EventKind> of(String key) {
        return Arrays.stream(values()).filter(kind -> kind.key().equals(key)).findFirst();
    }
}
