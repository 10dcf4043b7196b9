package dev.warren.setup;

import dev.warren.web.ErrorAnswers;
import dev.warren.web.FilterOrder;
import dev.warren.web.Rejection;
import dev.warren.web.Visitors;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.virtual.threads.VirtualThreads;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Objects;
import java.util.concurrent.ExecutorService;

/// Leads every page to the wizard, and refuses every call of the API, until setup is done.
@Singleton
class SetupGate {

    private static final Rejection NOT_YET = Rejection.unavailable(
            "Warren is not set up yet. Open it in a browser, or set the INIT_ variables, and choose an administrator.");

    private final Setup setup;
    private final ErrorAnswers answers;
    private final Visitors visitors;
    private final ExecutorService threads;

    SetupGate(Setup setup, ErrorAnswers answers, Visitors visitors, @VirtualThreads ExecutorService threads) {
        this.setup = setup;
        this.answers = answers;
        this.visitors = visitors;
        this.threads = threads;
    }

    void install(@Observes Filters filters) {
        filters.register(this::guard, FilterOrder.SETUP_GATE);
    }

    private void guard(RoutingContext request) {
        if (setup.isKnownDone() || isOpen(request.normalizedPath())) {
            request.next();
        } else {
            var eventLoop = Objects.requireNonNull(Vertx.currentContext(), "requests are read on an event loop");
            threads.execute(() -> askDatabase(request, eventLoop));
        }
    }

    private void askDatabase(RoutingContext request, Context eventLoop) {
        try {
            var done = setup.isDone();
            eventLoop.runOnContext(_ -> go(request, done));
        } catch (RuntimeException e) {
            eventLoop.runOnContext(_ -> request.fail(e));
        }
    }

    private void go(RoutingContext request, boolean done) {
        if (done) {
            request.next();
        } else if (ErrorAnswers.wantsPage(request.request())) {
            request.response()
                    .setStatusCode(303)
                    .putHeader("Location", visitors.of(request).base() + "/setup")
                    .end();
        } else {
            answers.write(request, NOT_YET);
        }
    }

    /// The wizard, its looks, and health and metrics for whoever watches the machine.
    private static boolean isOpen(String path) {
        return path.equals("/setup") || path.startsWith("/assets/") || path.startsWith("/q/");
    }
}
