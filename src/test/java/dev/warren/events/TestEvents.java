package dev.warren.events;

import jakarta.enterprise.context.ApplicationScoped;

/// Events for tests, which don't want to wait a second.
@ApplicationScoped
public class TestEvents {

    private final EventLog log;

    TestEvents(EventLog log) {
        this.log = log;
    }

    /// Returns when all that happened before is in the list.
    public void settle() {
        log.write();
    }
}
