package dev.warren.peers;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Embeddable;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// On which terms a peer may connect.
///
/// @param zone in which its hours and the periods of its quota are meant; null for the server's
/// @param hours null for always
@Embeddable
public record AccessTerms(
        boolean enabled,
        @Column(name = "expires_at") @Nullable Instant expiresAt,

        @Column(name = "zone") @Convert(converter = PeerConverters.OfZone.class) @Nullable ZoneId zone,

        @Column(name = "week_hours") @Convert(converter = PeerConverters.OfWeekHours.class) @Nullable WeekHours hours,

        @Nullable Quota quota) {

    /// What keeps a peer out, in the order in which it is told.
    public enum Barrier {
        NONE,
        EXPIRED,
        DISABLED,
        HOURS,
        QUOTA
    }

    AccessTerms withEnabled(boolean value) {
        return new AccessTerms(value, expiresAt, zone, hours, quota);
    }

    AccessTerms withExpiry(Instant value) {
        return new AccessTerms(enabled, value, zone, hours, quota);
    }

    ZoneId zoneOrSystem() {
        return zone == null ? ZoneId.systemDefault() : zone;
    }

    public boolean isExpired(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    /// @param overQuota whether its quota is used up
    public Barrier barrier(Instant now, boolean overQuota) {
        if (isExpired(now)) {
            return Barrier.EXPIRED;
        }
        if (!enabled) {
            return Barrier.DISABLED;
        }
        if (hours != null && !hours.contains(now, zoneOrSystem())) {
            return Barrier.HOURS;
        }
        return overQuota && quota != null && quota.action() == Quota.Action.DISABLE ? Barrier.QUOTA : Barrier.NONE;
    }

    /// The first moment after `now` at which time alone can change the barrier; null if it can't.
    @Nullable Instant nextChange(Instant now) {
        return Stream.<@Nullable Instant>of(
                        isExpired(now) ? null : expiresAt,
                        isExpired(now) || hours == null ? null : hours.nextChange(now, zoneOrSystem()),
                        quota == null || quota.period() == Quota.Period.TOTAL
                                ? null
                                : quota.period().end(now, zoneOrSystem()))
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(null);
    }
}
