package dev.warren;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Gives back what only the start has needed: the heap grows to several times of what is in use then, and this
/// collector
/// makes it smaller only when it looks at all of it, which may else be days later.
@ApplicationScoped
class Settling {

    private static final long AFTER_SECONDS = 10;

    void begin(@Observes StartupEvent event) {
        if (LaunchMode.current() == LaunchMode.NORMAL) {
            CompletableFuture.delayedExecutor(AFTER_SECONDS, TimeUnit.SECONDS).execute(System::gc);
        }
    }
}
