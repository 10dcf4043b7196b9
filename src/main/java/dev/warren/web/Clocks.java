package dev.warren.web;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/// Where features take the time from. Inject [InstantSource] and tests can move it.
final class Clocks {

    private Clocks() {}

    @Produces
    @Singleton
    static InstantSource system() {
        return InstantSource.system();
    }
}
