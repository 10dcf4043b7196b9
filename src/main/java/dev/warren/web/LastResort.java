package dev.warren.web;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/// Answers what no resource answered: unknown addresses, and failures outside of resources.
@Singleton
final class LastResort {

    private final ErrorAnswers answers;

    LastResort(ErrorAnswers answers) {
        this.answers = answers;
    }

    void install(@Observes Router router) {
        router.route().order(Integer.MAX_VALUE).handler(this::unknown);
    }

    private void unknown(RoutingContext context) {
        answers.write(context, Rejection.notFound("There is nothing at this address."));
    }
}
