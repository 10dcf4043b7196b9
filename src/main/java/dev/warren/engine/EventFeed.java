package dev.warren.engine;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One listener's events, in a bounded queue with a thread of its own: whoever tells something never waits for
/// whoever hears it. A listener that is too slow loses events, which is counted.
final class EventFeed implements Subscription {
    static final int CAPACITY = 8192;

    private static final System.Logger LOG = System.getLogger(EventFeed.class.getName());
    private static final long TICK = TimeUnit.SECONDS.toNanos(1);

    private final Consumer<EngineEvent> listener;
    private final Supplier<Map<String, Long>> drops;
    private final LongAdder lost;
    private final Consumer<EventFeed> ended;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // @GuardedBy("lock")
    private final ArrayDeque<EngineEvent> queue = new ArrayDeque<>();
    private boolean closed;

    // The feed's own thread alone.
    private Map<String, Long> dropsBefore;
    private long nextTick = System.nanoTime() + TICK;

    /// @param drops how many packets were dropped so far, by reason
    /// @param lost where lost events are counted
    /// @param ended called when nothing more will be told
    EventFeed(
            Consumer<EngineEvent> listener,
            Supplier<Map<String, Long>> drops,
            LongAdder lost,
            Consumer<EventFeed> ended) {
        this.listener = listener;
        this.drops = drops;
        this.lost = lost;
        this.ended = ended;
        this.dropsBefore = drops.get();
    }

    EventFeed start(String name) {
        Thread.ofVirtual().name(name).start(this::run);
        return this;
    }

    void offer(EngineEvent event) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            if (queue.size() == CAPACITY) {
                lost.increment();
            } else {
                queue.add(event);
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try {
            while (true) {
                EngineEvent event = next();
                if (event != null) {
                    tell(event);
                } else if (isClosed()) {
                    return;
                }
                if (System.nanoTime() - nextTick >= 0) {
                    tellDrops();
                    nextTick = System.nanoTime() + TICK;
                }
            }
        } catch (InterruptedException e) {
            // Nobody interrupts this thread but a listener that means itself.
            Thread.currentThread().interrupt();
        } finally {
            ended.accept(this);
        }
    }

    /// The next event, or null when the tick has come or the feed is closed.
    private @Nullable EngineEvent next() throws InterruptedException {
        lock.lock();
        try {
            long nanos = nextTick - System.nanoTime();
            while (queue.isEmpty() && !closed && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            return queue.poll();
        } finally {
            lock.unlock();
        }
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return closed && queue.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    private void tellDrops() {
        Map<String, Long> now = drops.get();
        Map<String, Long> since = new HashMap<>();
        now.forEach((reason, count) -> {
            long more = count - dropsBefore.getOrDefault(reason, 0L);
            if (more > 0) {
                since.put(reason, more);
            }
        });
        dropsBefore = now;
        if (!since.isEmpty()) {
            tell(new EngineEvent.PacketsDropped(since, Instant.now()));
        }
    }

    private void tell(EngineEvent event) {
        try {
            listener.accept(event);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "a listener failed at " + event, e);
        }
    }

    /// Lets what was told before still be heard, and nothing after. Doesn't wait.
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }
}
