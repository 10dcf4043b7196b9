package dev.warren.interfaces;

import dev.warren.web.DatabaseGone;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Makes the engines again what the database says: at start, after a commit that failed, and, where an engine could
/// not start, every few seconds.
@ApplicationScoped
class EngineRepair {

    private static final Logger LOG = Logger.getLogger(EngineRepair.class);
    private static final long PERIOD_SECONDS = 3;
    private static final long LOOK_SECONDS = 60;

    private final Instance<PeerSource> source;
    private final AtomicBoolean needed = new AtomicBoolean();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("warren-repair").factory());
    private @Nullable EngineRunner runner;

    EngineRepair(Instance<PeerSource> source) {
        this.source = source;
    }

    void begin(EngineRunner engines) {
        runner = engines;
        thread.scheduleWithFixedDelay(this::tend, PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
        thread.scheduleWithFixedDelay(engines::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    void end() {
        thread.shutdownNow();
    }

    /// Asks for a rebuild as soon as the database answers.
    void soon() {
        needed.set(true);
        thread.execute(this::tend);
    }

    /// Looks soon at what other programs do to the packets of tunnels.
    void lookSoon() {
        thread.execute(Objects.requireNonNull(runner)::look);
    }

    /// Reads all interfaces and peers, and applies what is different. Whoever changes them waits until the
    /// engines have what is read here; else a peer that comes in between would be taken for one that the database
    /// does not know.
    void rebuild() {
        EngineRunner engines = Objects.requireNonNull(runner);
        QuarkusTransaction.requiringNew().run(() -> {
            List<WgInterface> wanted = WgInterface.listWhileNoneChanges();
            engines.keepOnly(wanted.stream().map(WgInterface::id).toList());
            for (WgInterface wg : wanted) {
                engines.restore(wg, peers -> source.get().admit(wg.id(), peers));
            }
        });
        engines.retry();
    }

    private void tend() {
        try {
            if (needed.getAndSet(false)) {
                rebuild();
            }
            Objects.requireNonNull(runner).retry();
        } catch (RuntimeException e) {
            needed.set(true);
            if (!DatabaseGone.causes(e)) {
                LOG.error("The engines could not be rebuilt from the database", e);
            }
        }
    }
}
