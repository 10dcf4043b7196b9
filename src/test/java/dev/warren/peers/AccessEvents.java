package dev.warren.peers;

import dev.warren.peers.AccessTerms.Barrier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Whom time and traffic let in and turned away, for tests that wait for it.
@ApplicationScoped
class AccessEvents {

    private final Map<UUID, BlockingQueue<Barrier>> events = new ConcurrentHashMap<>();

    void note(@Observes AccessChanged event) {
        of(event.member().id()).add(event.barrier());
    }

    /// What happens to a peer next, within the five seconds that it may take.
    Barrier next(UUID id) throws InterruptedException {
        Barrier barrier = of(id).poll(5, TimeUnit.SECONDS);
        if (barrier == null) {
            throw new AssertionError("nothing has happened to the peer within five seconds");
        }
        return barrier;
    }

    private BlockingQueue<Barrier> of(UUID id) {
        return events.computeIfAbsent(id, key -> new LinkedBlockingQueue<>());
    }
}
