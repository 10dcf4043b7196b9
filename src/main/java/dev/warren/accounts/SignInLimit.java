package dev.warren.accounts;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Slows down guessing: after five failures within a minute for one account or from one network, the next five
/// minutes every attempt for that account or from that network is refused unread.
///
/// Kept in memory, and bounded: who has a hundred thousand addresses to guess from is not stopped by counting
/// addresses.
final class SignInLimit {

    static final int FAILURES = 5;
    static final Duration WINDOW = Duration.ofSeconds(60);
    static final Duration PAUSE = Duration.ofMinutes(5);

    private static final long MOST_KEYS = 100_000;

    private final InstantSource clock;
    private final Cache<String, Failures> failures =
            Caffeine.newBuilder().maximumSize(MOST_KEYS).build();

    SignInLimit(InstantSource clock) {
        this.clock = clock;
    }

    static String account(String name) {
        return "account " + name.strip().toLowerCase(Locale.ROOT);
    }

    static String network(String network) {
        return "network " + network;
    }

    /// How long attempts under this key are still refused; empty if they are not.
    Optional<Duration> pause(String key) {
        var known = failures.getIfPresent(key);
        return known == null ? Optional.empty() : known.pause(clock.instant());
    }

    /// Counts a failure and says whether it is the one that begins a pause.
    boolean failed(String key) {
        var known = failures.get(key, any -> new Failures());
        return known.add(clock.instant());
    }

    private static final class Failures {

        private final Deque<Instant> recent = new ArrayDeque<>(FAILURES);
        private @Nullable Instant pausedUntil;

        synchronized Optional<Duration> pause(Instant now) {
            if (pausedUntil == null || !now.isBefore(pausedUntil)) {
                return Optional.empty();
            }
            Duration left = Duration.between(now, pausedUntil);
            // One that began before the clock was set back is not to last until the clock is there again.
            return left.compareTo(PAUSE.plus(WINDOW)) > 0 ? Optional.empty() : Optional.of(left);
        }

        synchronized boolean add(Instant now) {
            recent.removeIf(at -> !at.isAfter(now.minus(WINDOW)));
            recent.addLast(now);
            if (recent.size() < FAILURES) {
                return false;
            }
            recent.clear();
            pausedUntil = now.plus(PAUSE);
            return true;
        }
    }
}
