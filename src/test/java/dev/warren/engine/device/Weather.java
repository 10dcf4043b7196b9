package dev.warren.engine.device;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/// A path that loses, doubles, delays and so reorders, as the seed wants it.
final class Weather {
    private static final long STEP = 1_000_000L;

    private record Delayed(Datagram datagram, long at, long ordinal) {}

    private final DevicePair pair;
    private final SplittableRandom random;
    private final PriorityQueue<Delayed> underway =
            new PriorityQueue<>(Comparator.comparingLong(Delayed::at).thenComparingLong(Delayed::ordinal));
    private long ordinal;
    private double lost;
    private double doubled;
    private double delayed;
    private double maxDelay;

    Weather(DevicePair pair, long seed) {
        this.pair = pair;
        this.random = new SplittableRandom(seed);
        pair.network.eavesdropper((datagram, onward) -> meet(datagram));
    }

    Weather lose(double part) {
        lost = part;
        return this;
    }

    Weather repeat(double part) {
        doubled = part;
        return this;
    }

    /// Delays a part of the datagrams by up to so many seconds.
    Weather delay(double part, double seconds) {
        delayed = part;
        maxDelay = seconds;
        return this;
    }

    private void meet(Datagram datagram) {
        if (random.nextDouble() >= lost) {
            travel(datagram);
        }
        if (random.nextDouble() < doubled) {
            travel(datagram);
        }
    }

    private void travel(Datagram datagram) {
        double seconds = random.nextDouble() < delayed ? random.nextDouble() * maxDelay : 0;
        underway.add(new Delayed(datagram, pair.clock.now() + (long) (seconds * DevicePair.SECOND), ordinal++));
    }

    /// Lets so many seconds go by.
    void letFor(double seconds) {
        long end = pair.clock.now() + (long) (seconds * DevicePair.SECOND);
        while (pair.clock.now() < end) {
            pair.pump();
            arrive();
            pair.advance(STEP);
        }
        arrive();
        pair.pump();
    }

    private void arrive() {
        while (!underway.isEmpty() && underway.peek().at() <= pair.clock.now()) {
            pair.network.inject(underway.poll().datagram());
        }
        pair.pump();
    }
}
