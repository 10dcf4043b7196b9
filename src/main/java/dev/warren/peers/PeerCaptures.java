package dev.warren.peers;

import dev.warren.audit.AuditFacts;
import dev.warren.audit.AuditLog;
import dev.warren.engine.CaptureLimits;
import dev.warren.engine.CaptureReport;
import dev.warren.engine.PacketCapture;
import dev.warren.interfaces.EngineInspection;
import dev.warren.web.Rejection;
import io.quarkus.hibernate.orm.panache.Panache;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/// Captures of peers' packets, each a file that only Warren's own account can read, and that is deleted an hour after
/// the end of its time: there is in it what others have sent.
@ApplicationScoped
class PeerCaptures {

    private static final Logger LOG = Logger.getLogger(PeerCaptures.class);
    private static final Duration KEPT = Duration.ofHours(1);
    private static final int MOST = 4;
    private static final int LEAST_REASON = 3;
    private static final int LONGEST_REASON = 200;

    private final EngineInspection inspection;
    private final AuditLog audit;
    private final InstantSource clock;
    private final TransactionSynchronizationRegistry transactions;
    private final Path directory;
    private final Map<UUID, Taken> captures = new ConcurrentHashMap<>();

    PeerCaptures(
            EngineInspection inspection,
            AuditLog audit,
            InstantSource clock,
            TransactionSynchronizationRegistry transactions,
            @ConfigProperty(name = "warren.secrets.data") Path data) {
        this.inspection = inspection;
        this.audit = audit;
        this.clock = clock;
        this.transactions = transactions;
        this.directory = data.resolve("captures");
    }

    /// A capture that runs or has ended.
    private record Taken(String reason, CaptureLimits limits, Instant startedAt, PacketCapture capture, Path file) {

        boolean isRunning() {
            return !capture.finished().isDone();
        }
    }

    /// What the audit log keeps of one.
    private record Facts(String reason, long bytes, long packets, long seconds, int snapLength) implements AuditFacts {}

    /// What a process that was killed has left.
    void begin(@Observes StartupEvent event) {
        if (Files.isDirectory(directory)) {
            try (Stream<Path> left = Files.list(directory)) {
                left.forEach(PeerCaptures::delete);
            } catch (IOException e) {
                LOG.warnf("Captures of an earlier process are still in %s: %s", directory, e.getMessage());
            }
        }
    }

    void end(@Observes ShutdownEvent event) {
        captures.keySet().forEach(this::forget);
    }

    /// Why somebody looks at what others send.
    ///
    /// @throws IllegalArgumentException with a sentence if that is too little, or too much
    static String reason(String text) {
        String reason = text.strip();
        if (reason.length() < LEAST_REASON || reason.length() > LONGEST_REASON) {
            throw new IllegalArgumentException("Say in 3 to 200 characters why: others read what you capture of them.");
        }
        return reason;
    }

    /// @param reason why, for the audit log
    /// @throws Rejection 409 if it can't be now
    @Transactional
    synchronized PeerCaptureView start(Member member, String reason, CaptureLimits limits) {
        Taken before = captures.get(member.id());
        if (before != null && before.isRunning()) {
            throw Rejection.conflict("The packets of this peer are being captured already: stop that first.");
        }
        if (captures.values().stream().filter(Taken::isRunning).count() >= MOST) {
            throw Rejection.conflict("%d captures run already: stop one of them first.".formatted(MOST));
        }
        forget(member.id());
        var facts = new Facts(
                reason, limits.bytes(), limits.packets(), limits.time().toSeconds(), limits.snapLength());
        // First the line that says why, in the database if not committed yet; without it nothing is captured.
        audit.record("peer.capture-started", PeerFacts.subject(member), null, facts);
        Panache.getEntityManager().flush();
        captures.put(member.id(), begin(member, reason, limits));
        AfterCommit.orElse(transactions, () -> forget(member.id()));
        return show(member);
    }

    private Taken begin(Member member, String reason, CaptureLimits limits) {
        Path file = file();
        try {
            OutputStream out = Files.newOutputStream(file);
            try {
                PacketCapture capture =
                        inspection.capture(member.interfaceId(), member.key(), member.name(), limits, out);
                capture.finished().whenComplete((report, failure) -> close(out));
                return new Taken(reason, limits, clock.instant(), capture, file);
            } catch (RuntimeException e) {
                close(out);
                throw e;
            }
        } catch (IOException e) {
            delete(file);
            throw Rejection.unavailable("The capture can't be written: %s".formatted(e.getMessage()));
        } catch (RuntimeException e) {
            delete(file);
            throw e;
        }
    }

    /// @throws Rejection 404 if there is none
    PeerCaptureView show(Member member) {
        Taken taken = taken(member);
        CaptureReport report =
                taken.capture().finished().exceptionally(failure -> null).getNow(null);
        return new PeerCaptureView(
                taken.isRunning(),
                report == null ? null : Words.of(report.end()).replace('_', '-'),
                taken.startedAt(),
                taken.reason(),
                size(taken.file()),
                report == null ? null : report.packets(),
                report == null ? null : report.lost());
    }

    /// The capture that runs or ran last, if it is not forgotten.
    Optional<PeerCaptureView> find(Member member) {
        return captures.containsKey(member.id()) ? Optional.of(show(member)) : Optional.empty();
    }

    /// Ends it; the file stays for an hour.
    ///
    /// @throws Rejection 404 if there is none
    @Transactional
    void stop(Member member) {
        taken(member).capture().close();
        audit.record("peer.capture-stopped", PeerFacts.subject(member), null, null);
    }

    /// What is captured so far.
    ///
    /// @throws Rejection 404 if there is none
    @Transactional
    Path read(Member member) {
        Path file = taken(member).file();
        audit.record("peer.capture-read", PeerFacts.subject(member), null, null);
        return file;
    }

    @Scheduled(every = "10m", delayed = "10m", identity = "old captures")
    void forgetOld() {
        Instant now = clock.instant();
        captures.forEach((id, taken) -> {
            if (now.isAfter(taken.startedAt().plus(taken.limits().time()).plus(KEPT))) {
                forget(id);
            }
        });
    }

    private void forget(UUID id) {
        Taken taken = captures.remove(id);
        if (taken != null) {
            taken.capture().close();
            delete(taken.file());
        }
    }

    private Taken taken(Member member) {
        Taken taken = captures.get(member.id());
        if (taken == null) {
            throw Rejection.notFound("No packets of this peer were captured within the last hour.");
        }
        return taken;
    }

    private Path file() {
        try {
            var own = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
            return Files.createTempFile(Files.createDirectories(directory, own), "peer", ".pcapng");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }

    private static void close(OutputStream out) {
        try {
            out.close();
        } catch (IOException e) {
            LOG.warnf("The end of a capture can't be written: %s", e.getMessage());
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warnf("%s can't be deleted: %s", file, e.getMessage());
        }
    }
}
