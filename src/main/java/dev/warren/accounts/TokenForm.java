package dev.warren.accounts;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The form of a new API token, as it was typed.
///
/// @param days until it expires; empty for never
record TokenForm(String name, List<String> scopes, String days) {

    private static final Set<String> LIFETIMES = Set.of("30", "90", "365");

    static final TokenForm EMPTY = new TokenForm("", List.of("read"), "90");

    static TokenForm of(@Nullable String name, @Nullable List<String> scopes, @Nullable String days) {
        return new TokenForm(
                name == null ? "" : name.strip(),
                scopes == null ? List.of() : List.copyOf(scopes),
                days == null ? "" : days.strip());
    }

    /// Null for a token that does not expire; throws [IllegalArgumentException] for a lifetime that is not offered.
    @Nullable Instant expiresAt(Instant now) {
        if (days.isEmpty()) {
            return null;
        }
        if (!LIFETIMES.contains(days)) {
            throw new IllegalArgumentException("Choose one of the lifetimes.");
        }
        return now.plus(Duration.ofDays(Long.parseLong(days)));
    }

    /// Every scope, to choose from.
    public List<Scope> offered() {
        return List.of(Scope.values());
    }
}
