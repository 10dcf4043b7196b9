package dev.warren.accounts;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A user as the list shows them.
record UserRow(
        UUID id,
        String name,
        Role role,
        @Nullable String email,
        boolean enabled,
        boolean secondFactor,
        @Nullable Instant lastSignInAt,
        int peers) {

    static UserRow of(User user, int peers) {
        return new UserRow(
                user.id(),
                user.name(),
                user.role(),
                user.email(),
                user.enabled(),
                user.secondFactor(),
                user.lastSignInAt(),
                peers);
    }
}
