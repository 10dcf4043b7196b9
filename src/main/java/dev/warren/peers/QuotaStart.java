package dev.warren.peers;

import java.time.Instant;
import java.time.ZoneId;

/// What a peer's totals were when the present period of its quota began.
///
/// @param told whether somebody has been told that the quota is used up
record QuotaStart(Instant begin, long receiveBytes, long transmitBytes, boolean told) {

    QuotaStart withTold() {
        return new QuotaStart(begin, receiveBytes, transmitBytes, true);
    }

    /// Whether the period that began then is another one than that which begins at `now`. One that a clock, now put
    /// right, has begun too early stays, unless it lies more than a period ahead.
    boolean isOver(Instant now, Quota quota, ZoneId zone) {
        return now.isAfter(begin) || begin.isAfter(quota.period().end(now, zone));
    }
}
