package dev.warren.metrics;

import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/// `/q/metrics`: what Micrometer knows of the process, and after it interfaces and peers.
///
/// It stands before the extension's own route, which would make an object of every sample of thousands of peers.
@ApplicationScoped
class MetricsRoute {

    /// After those who sign people in and look at what they may, before every extension.
    private static final int ORDER = -1;

    private final PrometheusMeterRegistry process;
    private final WireguardExposition wireguard;

    MetricsRoute(PrometheusMeterRegistry process, WireguardExposition wireguard) {
        this.process = process;
        this.wireguard = wireguard;
    }

    void add(@Observes Router router) {
        router.get("/q/metrics").order(ORDER).blockingHandler(this::answer, false);
    }

    private void answer(RoutingContext request) {
        request.response()
                .putHeader("Content-Type", TextFormat.CONTENT_TYPE_004)
                .end(Buffer.buffer(wireguard.text(process.scrape(TextFormat.CONTENT_TYPE_004))));
    }
}
