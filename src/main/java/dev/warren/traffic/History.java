package dev.warren.traffic;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The past of the traffic: minutes that become hours that become days, each kept for its time.
///
/// Only what is complete is summed up; what is asked for beyond that is summed up while it is read. So the newest
/// hour and the newest day are there too.
@ApplicationScoped
class History {

    private final TrafficTable table;
    private final HistoryConfig settings;

    History(TrafficTable table, HistoryConfig settings) {
        this.table = table;
        this.settings = settings;
    }

    /// Takes down what was moved in the minute that begins at `minute`, and lets go of what is too old at `now`.
    void record(Instant minute, List<TrafficTable.Moved> moved, Instant now) throws SQLException {
        if (!moved.isEmpty()) {
            table.write(minute, moved);
        }
        table.roll(Step.HOUR, now);
        table.roll(Step.DAY, now);
        table.forget(Step.MINUTE, earlier(now.minus(atLeast(settings.minutes(), Duration.ofHours(2))), Step.HOUR));
        if (Step.HOUR.floor(minute).equals(minute)) {
            table.forget(Step.HOUR, earlier(now.minus(atLeast(settings.hours(), Duration.ofDays(2))), Step.DAY));
            table.forget(Step.DAY, now.minus(settings.days()));
        }
    }

    /// The samples of one peer, or of [TrafficTable#EVERYBODY], from `from` to before `to`, oldest first. Steps
    /// in which nothing moved are left out.
    List<Sample> read(Step step, long peer, Instant from, Instant to) throws SQLException {
        if (step == Step.MINUTE) {
            return table.read(Step.MINUTE, peer, from, to);
        }
        Instant begin = step.floor(from);
        Instant rolled = table.rolled(step);
        List<Sample> samples = new ArrayList<>(table.read(step, peer, begin, earlier(rolled, to)));
        if (rolled.isBefore(to)) {
            Step finer = step == Step.DAY ? Step.HOUR : Step.MINUTE;
            samples.addAll(summed(step, read(finer, peer, later(begin, rolled), to)));
        }
        return samples;
    }

    /// What is deleted may not be needed any more to sum up `coarser`.
    private Instant earlier(Instant before, Step coarser) throws SQLException {
        return earlier(before, table.rolled(coarser));
    }

    private static List<Sample> summed(Step step, List<Sample> finer) {
        Map<Instant, Sample> sums = new TreeMap<>();
        for (Sample sample : finer) {
            Instant at = step.floor(sample.at());
            sums.merge(
                    at,
                    new Sample(at, sample.receiveBytes(), sample.transmitBytes()),
                    (a, b) ->
                            new Sample(at, a.receiveBytes() + b.receiveBytes(), a.transmitBytes() + b.transmitBytes()));
        }
        return List.copyOf(sums.values());
    }

    private static Duration atLeast(Duration set, Duration least) {
        return set.compareTo(least) < 0 ? least : set;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
