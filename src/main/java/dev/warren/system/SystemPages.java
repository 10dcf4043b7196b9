package dev.warren.system;

import dev.warren.accounts.CurrentUser;
import dev.warren.accounts.Roles;
import dev.warren.database.DatabaseSettings;
import dev.warren.doctor.Doctor;
import dev.warren.doctor.Report;
import dev.warren.doctor.Severity;
import dev.warren.events.LatestEvents;
import dev.warren.interfaces.SnapshotClock;
import dev.warren.logging.LogLevels;
import dev.warren.secrets.MasterKeyRotation;
import dev.warren.web.Pages;
import dev.warren.web.Rejection;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.lang.management.ManagementFactory;
import java.sql.SQLException;
import java.time.Instant;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// How Warren itself is.
@Path("/system")
@RolesAllowed({Roles.ADMIN, Roles.AUDITOR})
@RunOnVirtualThread
class SystemPages {

    /// The category of all of Warren.
    private static final String EVERYTHING = "dev.warren";

    private static final Logger LOG = Logger.getLogger(SystemPages.class);

    private final String version;
    private final DataSource database;
    private final Config config;
    private final SnapshotClock snapshots;
    private final LatestEvents events;
    private final LogLevels logLevels;
    private final Doctor doctor;
    private final MasterKeyRotation masterKey;
    private final CurrentUser me;
    private final Pages pages;

    SystemPages(
            @ConfigProperty(name = "quarkus.application.version") String version,
            DataSource database,
            Config config,
            SnapshotClock snapshots,
            LatestEvents events,
            LogLevels logLevels,
            Doctor doctor,
            MasterKeyRotation masterKey,
            CurrentUser me,
            Pages pages) {
        this.version = version;
        this.database = database;
        this.config = config;
        this.snapshots = snapshots;
        this.events = events;
        this.logLevels = logLevels;
        this.doctor = doctor;
        this.masterKey = masterKey;
        this.me = me;
        this.pages = pages;
    }

    @CheckedTemplate(basePath = "system")
    static class Templates {
        static native TemplateInstance system(
                SystemState state, MasterKeyRotation.@Nullable State masterKey, String done, String refused);

        static native TemplateInstance findings(Report report, int fine);
    }

    @GET
    public TemplateInstance show(@RestQuery @Nullable String done) {
        return page(done == null ? "" : done, "");
    }

    private TemplateInstance page(String done, String refused) {
        var state = new SystemState(
                program(),
                database(),
                SystemState.engines(snapshots.latest()),
                new SystemState.Events(events.waiting(), events.listeners()),
                logLevels.all().getFirst().level());
        return Templates.system(state, me.isAdmin() ? masterKey.state() : null, done, refused);
    }

    /// Apart from the rest, because it takes its time.
    @GET
    @Path("findings")
    public TemplateInstance examine() {
        var report = doctor.examine();
        var fine = report.findings().stream()
                .filter(finding -> finding.severity() == Severity.OK)
                .count();
        return Templates.findings(report, Math.toIntExact(fine));
    }

    @POST
    @Path("log-level")
    @RolesAllowed(Roles.ADMIN)
    public Response setLogLevel(@RestForm @Nullable String level) {
        logLevels.set(EVERYTHING, level == null ? "" : level);
        return pages.redirect("/system?done=level");
    }

    @POST
    @Path("master-key-rotation")
    @RolesAllowed(Roles.ADMIN)
    public Response rotateMasterKey() {
        try {
            masterKey.rotate();
            return pages.redirect("/system?done=master-key");
        } catch (Rejection e) {
            return pages.again(e, page("", e.sentence()));
        }
    }

    /// Null while it does not answer.
    private SystemState.@Nullable Database database() {
        var settings = DatabaseSettings.of(name -> config.getOptionalValue(name, String.class));
        try (var connection = database.getConnection()) {
            return SystemState.Database.of(connection, settings.given().isEmpty());
        } catch (SQLException e) {
            LOG.warn("The database could not be asked about itself", e);
            return null;
        }
    }

    private SystemState.Program program() {
        var runtime = ManagementFactory.getRuntimeMXBean();
        var heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        return new SystemState.Program(
                version,
                Instant.ofEpochMilli(runtime.getStartTime()),
                "%s (%s)".formatted(runtime.getVmVersion(), runtime.getVmVendor()),
                "%s %s (%s)"
                        .formatted(
                                System.getProperty("os.name"),
                                System.getProperty("os.version"),
                                System.getProperty("os.arch")),
                Runtime.getRuntime().availableProcessors(),
                heap.getUsed(),
                heap.getMax());
    }
}
