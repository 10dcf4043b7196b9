package dev.warren.engine.device;

import java.util.Comparator;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Knows which peer's timers have to be looked at next.
///
/// Every peer with a deadline has one place in the queue, and the place may be too early: deadlines mostly move away
/// from now (each packet postpones some), and a peer that comes up too early is simply put back. Only a deadline that
/// is nearer than the peer's place asks for anything, about once in ten seconds for a busy peer.
final class TimerQueue {

    /// A peer's place; at home in the peer.
    static final class Place {
        private static final AtomicLong ORDINALS = new AtomicLong();

        private final long ordinal = ORDINALS.getAndIncrement();
        private final PeerTimers timers;
        private final Peer peer;
        /// When the peer will be looked at, at the latest. Written by the queue's owner alone.
        private volatile long at = PeerTimers.OFF;

        private volatile boolean moving;

        Place(Peer peer, PeerTimers timers) {
            this.peer = peer;
            this.timers = timers;
        }
    }

    private final TreeSet<Place> places =
            new TreeSet<>(Comparator.<Place>comparingLong(place -> place.at).thenComparingLong(place -> place.ordinal));
    private final ConcurrentLinkedQueue<Place> moved = new ConcurrentLinkedQueue<>();
    private final Runnable wake;

    /// @param wake called when the owner of the queue has to look at it sooner than it meant to
    TimerQueue(Runnable wake) {
        this.wake = wake;
    }

    /// A timer of this peer has been set to `deadline`. May be called by any thread, after the deadline is visible.
    void armed(Place place, long deadline) {
        if (deadline < place.at && !place.moving) {
            place.moving = true;
            moved.add(place);
            wake.run();
        }
    }

    /// Takes the next peer one of whose timers has run out, or null. The caller works its timers off and then calls
    /// [#settle].
    @Nullable Peer poll(long now) {
        settleMoved();
        while (!places.isEmpty() && places.first().at <= now) {
            Place place = places.first();
            if (place.timers.next() <= now) {
                move(place, PeerTimers.OFF);
                return place.peer;
            }
            settle(place);
        }
        return null;
    }

    /// Puts a peer where its nearest deadline wants it.
    void settle(Place place) {
        // Two reads: a deadline that is set between them either is seen by the second, or sees the place it has to be
        // compared with.
        move(place, place.timers.next());
        long next = place.timers.next();
        if (next < place.at) {
            move(place, next);
        }
    }

    /// When [#poll] has to be called again, at the latest.
    long next() {
        settleMoved();
        return places.isEmpty() ? PeerTimers.OFF : places.first().at;
    }

    private void settleMoved() {
        for (Place place = moved.poll(); place != null; place = moved.poll()) {
            place.moving = false;
            settle(place);
        }
    }

    private void move(Place place, long at) {
        if (place.at != PeerTimers.OFF) {
            places.remove(place);
        }
        place.at = at;
        if (at != PeerTimers.OFF) {
            places.add(place);
        }
    }
}
