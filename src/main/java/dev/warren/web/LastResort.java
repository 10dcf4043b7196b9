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
        router.route().order(Integer.MIN_VALUE).failureHandler(this::failed);
    }

    private void unknown(RoutingContext context) {
        answers.write(context, Rejection.notFound("There is nothing at this address."));
    }

    private void failed(RoutingContext context) {
        var failure = context.failure();
        if (failure instanceof SecurityException || context.response().headWritten()) {
            context.next(); // who may not, or not yet, is Quarkus' matter
        } else if (failure == null) {
            var status = Math.max(400, context.statusCode());
            answers.write(context, Rejection.of(status, ErrorMapping.sentence(status, context)));
        } else {
            answers.write(context, failure instanceof Rejection r ? r : ErrorMapping.rejection(failure, context));
        }
    }
}
