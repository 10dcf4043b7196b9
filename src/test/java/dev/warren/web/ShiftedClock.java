package dev.warren.web;

import io.quarkus.test.Mock;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// The clock of every `@QuarkusTest`: the real time, until a test moves it.
@Mock
@ApplicationScoped
public class ShiftedClock implements InstantSource {

    private volatile Duration shift = Duration.ZERO;

    @Override
    public Instant instant() {
        return Instant.now().plus(shift);
    }

    public void advance(Duration by) {
        shift = shift.plus(by);
    }
}
