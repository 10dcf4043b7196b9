package dev.warren.system;

import dev.warren.accounts.Roles;
import dev.warren.audit.AuditLog;
import dev.warren.audit.Subject;
import dev.warren.events.LatestEvents;
import dev.warren.interfaces.SnapshotClock;
import dev.warren.web.Pages;
import dev.warren.web.Rejection;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// How Warren itself is.
@Path("/system")
@RolesAllowed({Roles.ADMIN, Roles.AUDITOR})
@RunOnVirtualThread
class SystemPages {

    private final String version;
    private final DatabaseState database;
    private final SnapshotClock snapshots;
    private final LatestEvents events;
    private final AuditLog audit;
    private final Pages pages;

    SystemPages(
            @ConfigProperty(name = "quarkus.application.version") String version,
            DatabaseState database,
            SnapshotClock snapshots,
            LatestEvents events,
            AuditLog audit,
            Pages pages) {
        this.version = version;
        this.database = database;
        this.snapshots = snapshots;
        this.events = events;
        this.audit = audit;
        this.pages = pages;
    }

    @CheckedTemplate(basePath = "system")
    static class Templates {
        static native TemplateInstance system(SystemState state, boolean changed);
    }

    @GET
    public TemplateInstance show(@RestQuery @Nullable String done) {
        var state = new SystemState(
                program(),
                database.read(),
                SystemState.engines(snapshots.latest()),
                new SystemState.Events(events.waiting(), events.listeners()),
                LogLevel.present());
        return Templates.system(state, "level".equals(done));
    }

    @POST
    @Path("log-level")
    @RolesAllowed(Roles.ADMIN)
    public Response setLogLevel(@RestForm @Nullable String level) {
        LogLevel chosen;
        try {
            chosen = LogLevel.parse(level == null ? "" : level);
        } catch (IllegalArgumentException e) {
            throw Rejection.invalid("level", String.valueOf(e.getMessage()));
        }
        var before = LogLevel.present();
        QuarkusTransaction.requiringNew()
                .run(() -> audit.record(
                        "settings.changed",
                        new Subject("settings", "", "log"),
                        Map.of("logLevel", before.text()),
                        Map.of("logLevel", chosen.text())));
        chosen.set();
        return pages.redirect("/system?done=level");
    }

    private SystemState.Program program() {
        var runtime = ManagementFactory.getRuntimeMXBean();
        var heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        return new SystemState.Program(
                version,
                Instant.ofEpochMilli(runtime.getStartTime()),
                "%s (%s)".formatted(runtime.getVmVersion(), runtime.getVmVendor()),
                "%s %s (%s)".formatted(
                        System.getProperty("os.name"), System.getProperty("os.version"), System.getProperty("os.arch")),
                Runtime.getRuntime().availableProcessors(),
                heap.getUsed(),
                heap.getMax());
    }
}
