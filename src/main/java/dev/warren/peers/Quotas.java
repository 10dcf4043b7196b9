package dev.warren.peers;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// What peers with a quota have used of it.
///
/// Used is what the totals are more than they were when the period began, so it holds across a restart as they do. A
/// new period begins when the clock says so. If the clock goes back, by less than a period, the present one stays: its
/// bytes are not given twice.
@ApplicationScoped
public class Quotas {

    private static final Logger LOG = Logger.getLogger(Quotas.class);

    private final Roster roster;
    private final Ledger ledger;
    private final QuotaStarts table;
    private final Event<QuotaReached> reached;
    private final InstantSource clock;
    private final Map<UUID, QuotaStart> starts = new ConcurrentHashMap<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("warren-quotas").factory());

    Quotas(Roster roster, Ledger ledger, QuotaStarts table, Event<QuotaReached> reached, InstantSource clock) {
        this.roster = roster;
        this.ledger = ledger;
        this.table = table;
        this.reached = reached;
        this.clock = clock;
    }

    void begin(@Observes StartupEvent event) {
        ledger.listen(changed -> changed.forEach(id -> roster.find(id).ifPresent(this::look)));
    }

    void end(@Observes ShutdownEvent event) throws InterruptedException {
        thread.shutdown();
        if (!thread.awaitTermination(5, TimeUnit.SECONDS)) {
            LOG.warn("The starts of some quotas' periods are not written");
        }
    }

    /// Takes over what the database says.
    void load(Map<UUID, QuotaStart> stored) {
        stored.forEach(starts::putIfAbsent);
    }

    void forget(UUID peerId) {
        starts.remove(peerId);
    }

    /// Bytes of this period that count; 0 without a quota.
    public long used(Member member) {
        Quota quota = member.access().quota();
        QuotaStart start = starts.get(member.id());
        if (quota == null || start == null) {
            return 0;
        }
        Standing now = ledger.standing(member.id());
        return quota.counts()
                .of(
                        Math.max(0, now.receiveBytes() - start.receiveBytes()),
                        Math.max(0, now.transmitBytes() - start.transmitBytes()));
    }

    public boolean isOver(Member member) {
        Quota quota = member.access().quota();
        return quota != null && used(member) >= quota.bytes();
    }

    /// Begins a period if there is none or it is over, and tells once when the quota is used up.
    synchronized void look(Member member) {
        Quota quota = member.access().quota();
        if (quota == null) {
            return;
        }
        Instant begin = quota.period().begin(clock.instant(), member.access().zoneOrSystem());
        QuotaStart start = starts.get(member.id());
        if (start == null || start.isOver(begin, quota, member.access().zoneOrSystem())) {
            Standing now = ledger.standing(member.id());
            // Of a quota for all time, what was before it counts too.
            boolean all = quota.period() == Quota.Period.TOTAL;
            start = new QuotaStart(begin, all ? 0 : now.receiveBytes(), all ? 0 : now.transmitBytes(), false);
            keep(member.id(), start);
        }
        if (isOver(member) && !start.told()) {
            keep(member.id(), start.withTold());
            reached.fire(new QuotaReached(member, used(member)));
        } else if (start.told() && !isOver(member)) {
            keep(member.id(), new QuotaStart(start.begin(), start.receiveBytes(), start.transmitBytes(), false));
        }
    }

    /// The peer's totals were set to zero, so nothing of its quota is used.
    synchronized void restart(Member member) {
        starts.computeIfPresent(member.id(), (id, start) -> new QuotaStart(start.begin(), 0, 0, false));
        QuotaStart start = starts.get(member.id());
        if (start != null) {
            keep(member.id(), start);
        }
    }

    private void keep(UUID id, QuotaStart start) {
        starts.put(id, start);
        thread.execute(() -> {
            try {
                table.write(id, start);
            } catch (SQLException e) {
                // In memory it holds; after a restart the period would begin with what is counted by then.
                LOG.warnf("The start of a quota's period is not written: %s", e.getMessage());
            }
        });
    }
}
