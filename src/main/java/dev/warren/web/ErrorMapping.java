package dev.warren.web;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.quarkus.security.ForbiddenException;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.persistence.OptimisticLockException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.nio.channels.ClosedChannelException;
import java.sql.SQLException;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// Turns what a resource throws into an answer: what the caller got wrong with its reason, what Warren got wrong
/// with a number that stands in the log too, and nothing of the inside.
@Singleton
class ErrorMapping {

    private static final Logger LOG = Logger.getLogger(ErrorMapping.class);

    private final ErrorAnswers answers;

    ErrorMapping(ErrorAnswers answers) {
        this.answers = answers;
    }

    @ServerExceptionMapper
    Response rejected(Rejection rejection, RoutingContext context) {
        return answers.response(context, rejection);
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException e, RoutingContext context) {
        return answers.response(context, Rejection.forbidden("Your account may not do this. Ask an administrator."));
    }

    @ServerExceptionMapper
    Response notFound(NotFoundException e, RoutingContext context) {
        return answers.response(context, Rejection.notFound("There is nothing at this address."));
    }

    /// What JAX-RS itself refuses: 405, 406, 413, 415, and bodies that are no JSON.
    @ServerExceptionMapper
    Response refused(WebApplicationException e, RoutingContext context) {
        var response = e.getResponse();
        if (response.getStatus() < 400 || response.hasEntity()) {
            return response;
        }
        if (e.getCause() instanceof JacksonException cause) {
            return unreadable(cause, context);
        }
        var status = response.getStatus();
        return answers.response(context, Rejection.of(status, sentence(status, context)));
    }

    @ServerExceptionMapper
    Response unreadable(JacksonException e, RoutingContext context) {
        if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            var field = mapping.getPath().stream()
                    .map(step -> step.getFieldName() == null ? String.valueOf(step.getIndex()) : step.getFieldName())
                    .collect(Collectors.joining("."));
            if (e instanceof UnrecognizedPropertyException unknown) {
                var known = unknown.getKnownPropertyIds().stream()
                        .map(String::valueOf)
                        .sorted()
                        .toList();
                return answers.response(context, Rejection.invalid(field, Patch.unknownField(known)));
            }
            return answers.response(
                    context, Rejection.invalid(field, "This value is not of the kind that belongs here."));
        }
        return answers.response(context, Rejection.malformed("The body of the request is not valid JSON."));
    }

    @ServerExceptionMapper
    Response failed(Throwable e, RoutingContext context) {
        return answers.response(context, rejection(e, context));
    }

    /// What a status says that comes without a reason of its own.
    static String sentence(int status, RoutingContext context) {
        return switch (status) {
            case 400 -> "The request can't be understood.";
            case 404 -> "There is nothing at this address.";
            case 405 ->
                "This address does not know the method " + context.request().method() + ".";
            case 406 -> "There is no answer in a format that the request accepts.";
            case 413 -> "The request is larger than Warren takes.";
            case 415 -> "The body of the request is in a format that is not understood here.";
            default -> "This can't be done.";
        };
    }

    /// What to say when something failed that nobody expected to; writes the log line that goes with it.
    static Rejection rejection(Throwable e, RoutingContext context) {
        if (DatabaseGone.causes(e)) {
            LOG.warnf("The database does not answer: %s", DatabaseGone.reason(e));
            return DatabaseGone.rejection(e);
        }
        if (isOvertaken(e)) {
            return Rejection.conflict(
                    "Somebody else changed this at the same moment. Load it again, and repeat your change.");
        }
        // A stream hears of it from what it writes before the response knows.
        if (e instanceof ClosedChannelException || context.response().closed()) {
            LOG.debugf("The client hung up: %s", e);
            return Rejection.malformed("The request ended before all of it was there.");
        }
        var number = UUID.randomUUID();
        LOG.errorf(
                e,
                "Error %s at %s %s",
                number,
                context.request().method(),
                context.request().path());
        return Rejection.of(
                500,
                "Something went wrong inside Warren. The log has the details under the number %s.".formatted(number));
    }

    /// Whether another change of the same thing came first: an entity's version, or PostgreSQL's 40001 and 40P01.
    private static boolean isOvertaken(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof OptimisticLockException
                    || cause instanceof SQLException sql
                            && String.valueOf(sql.getSQLState()).startsWith("40")) {
                return true;
            }
        }
        return false;
    }
}
