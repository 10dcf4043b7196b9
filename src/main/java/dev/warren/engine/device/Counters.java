package dev.warren.engine.device;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/// What a device counts: handshakes, and what it dropped and why.
public final class Counters {
    private final LongAdder[] drops = new LongAdder[Drop.values().length];
    private final LongAdder handshakesInitiated = new LongAdder();
    private final LongAdder handshakesAnswered = new LongAdder();
    private final LongAdder handshakesCompleted = new LongAdder();
    private final LongAdder cookiesSent = new LongAdder();

    Counters() {
        for (int i = 0; i < drops.length; i++) {
            drops[i] = new LongAdder();
        }
    }

    void drop(Drop reason) {
        drops[reason.ordinal()].increment();
    }

    void drop(Drop reason, long packets) {
        drops[reason.ordinal()].add(packets);
    }

    void handshakeInitiated() {
        handshakesInitiated.increment();
    }

    void handshakeAnswered() {
        handshakesAnswered.increment();
    }

    void handshakeCompleted() {
        handshakesCompleted.increment();
    }

    void cookieSent() {
        cookiesSent.increment();
    }

    public long dropped(Drop reason) {
        return drops[reason.ordinal()].sum();
    }

    /// Every counter by its name.
    public Map<String, Long> all() {
        Map<String, Long> all = new LinkedHashMap<>();
        all.put("handshakes_initiated", handshakesInitiated.sum());
        all.put("handshakes_answered", handshakesAnswered.sum());
        all.put("handshakes_completed", handshakesCompleted.sum());
        all.put("cookies_sent", cookiesSent.sum());
        all.putAll(drops());
        return all;
    }

    /// How many packets were dropped, by the name of the reason's counter.
    public Map<String, Long> drops() {
        Map<String, Long> drops = new LinkedHashMap<>();
        for (Drop reason : Drop.values()) {
            drops.put(reason.counterName(), dropped(reason));
        }
        return drops;
    }
}
