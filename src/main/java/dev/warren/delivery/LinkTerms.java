package dev.warren.delivery;

import dev.warren.web.FieldErrors;
import dev.warren.web.Patch;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How long and how often a link works.
///
/// @param uses 1–100
/// @param passwordHash null if whoever has the link needs no password
public record LinkTerms(Duration life, int uses, @Nullable String passwordHash) {

    static final Duration SHORTEST = Duration.ofMinutes(1);
    static final Duration LONGEST = Duration.ofDays(30);
    static final Duration USUAL = Duration.ofDays(1);
    static final int MOST_USES = 100;

    /// wg-easy's links.
    public static final LinkTerms ONCE_WITHIN_FIVE_MINUTES = new LinkTerms(Duration.ofMinutes(5), 1, null);

    /// Reads `expiresIn` and `uses` of a request, and notes what is wrong with them.
    static LinkTerms read(Patch fields) {
        return checked(fields.number("expiresIn", USUAL.toSeconds()), fields.number("uses", 1), fields.errors());
    }

    /// Notes what is wrong with a number of seconds and one of uses.
    static LinkTerms checked(long life, long uses, FieldErrors errors) {
        if (life < SHORTEST.toSeconds() || life > LONGEST.toSeconds()) {
            errors.add("expiresIn", "A link works for 60 to 2592000 seconds, which are 30 days.");
        }
        if (uses < 1 || uses > MOST_USES) {
            errors.add("uses", "A link works from 1 to %d times.".formatted(MOST_USES));
        }
        return new LinkTerms(Duration.ofSeconds(life), (int) uses, null);
    }

    LinkTerms withPasswordHash(@Nullable String hash) {
        return new LinkTerms(life, uses, hash);
    }

    @Override
    public String toString() {
        return "LinkTerms[life=%s, uses=%d]".formatted(life, uses);
    }
}
