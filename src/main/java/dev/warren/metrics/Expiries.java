package dev.warren.metrics;

import dev.warren.web.OwnCertificate;
import dev.warren.web.TlsConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;

/// When things end that nobody thinks of: `warren_certificate_expiry_seconds` and `warren_token_expiry_seconds`, both
/// as
/// Unix time. Looked up once a minute, not with every scrape.
@ApplicationScoped
class Expiries {

    private static final Logger LOG = Logger.getLogger(Expiries.class);

    private final MeterRegistry registry;
    private final MultiGauge tokens;
    private final TlsConfig tls;
    private final EntityManager database;
    private volatile double certificate = Double.NaN;

    private record Ending(String user, String name, Instant at) {}

    Expiries(MeterRegistry registry, TlsConfig tls, EntityManager database) {
        this.registry = registry;
        this.tls = tls;
        this.database = database;
        this.tokens = MultiGauge.builder("warren.token.expiry.seconds")
                .description("Unix time at which an API token ends")
                .register(registry);
    }

    void begin(@Observes StartupEvent event) {
        if (tls.certificate().isPresent()) {
            Gauge.builder("warren.certificate.expiry.seconds", () -> certificate)
                    .description("Unix time at which the certificate of Warren's own https ends")
                    .register(registry);
        }
    }

    @Scheduled(every = "60s")
    @Transactional
    void look() {
        tls.certificate().map(OwnCertificate::new).ifPresent(this::look);
        List<Ending> endings = database.createQuery(
                        "select u.name, t.name, t.expiresAt from ApiToken t join t.user u where t.expiresAt is not null",
                        Ending.class)
                .getResultList();
        tokens.register(
                endings.stream()
                        .map(ending -> MultiGauge.Row.of(
                                Tags.of("user", ending.user(), "name", ending.name()),
                                ending.at().getEpochSecond()))
                        .toList(),
                true);
    }

    private void look(OwnCertificate own) {
        try {
            certificate = own.expiry().getEpochSecond();
        } catch (IOException e) {
            LOG.warnf("The certificate %s can't be read: %s", own.file(), e.getMessage());
        }
    }
}
