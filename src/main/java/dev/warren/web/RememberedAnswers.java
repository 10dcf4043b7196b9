package dev.warren.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.annotation.Priority;
import jakarta.inject.Singleton;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Answers a repeated request as it was answered before, without doing anything again.
///
/// The answer is written in the transaction of the change itself, so neither is there without the other, whenever the
/// process dies. Of two requests with one key at the same moment the slower meets the primary key of the faster one's
/// answer, or what else both can't have; its change is rolled back, and it gets the other's answer.
///
/// Only what succeeded is remembered: a refused request may be repeated under the same key when its cause is gone.
@Interceptor
@Idempotent
@Priority(Interceptor.Priority.PLATFORM_BEFORE)
class RememberedAnswers {

    static final Duration KEPT = Duration.ofHours(24);

    private final CurrentVertxRequest request;
    private final EntityManager database;
    private final ObjectMapper json;
    private final InstantSource clock;

    RememberedAnswers(CurrentVertxRequest request, EntityManager database, ObjectMapper json, InstantSource clock) {
        this.request = request;
        this.database = database;
        this.json = json;
        this.clock = clock;
    }

    @AroundInvoke
    Object answer(InvocationContext invocation) throws Exception {
        var key = IdempotencyKey.of(request.getCurrent());
        if (key.isEmpty()) {
            return invocation.proceed();
        }
        var known = known(key.get());
        return known.isPresent() ? known.get() : answerOnce(key.get(), invocation);
    }

    private Response answerOnce(IdempotencyKey key, InvocationContext invocation) {
        try {
            return QuarkusTransaction.requiringNew().call(() -> {
                var response = (Response) invocation.proceed();
                if (response.getStatusInfo().getFamily() == Response.Status.Family.SUCCESSFUL && !keep(key, response)) {
                    throw Rejection.conflict("The same request is being worked on at this moment.");
                }
                return response;
            });
        } catch (Rejection e) {
            return known(key).orElseThrow(() -> e);
        }
    }

    /// The answer that was given under this key; throws a [Rejection] if it was an answer to something else.
    private Optional<Response> known(IdempotencyKey key) {
        return QuarkusTransaction.requiringNew()
                .call(() -> Sql.rows(
                                "select request_hash, status, location, etag, body from remembered_answer"
                                        + " where id = :id and created_at > :oldest",
                                Object[].class,
                                Map.of("id", key.id(), "oldest", clock.instant().minus(KEPT)))
                        .findFirst()
                        .map(row -> answer(key, row)));
    }

    private static Response answer(IdempotencyKey key, Object[] row) {
        if (!key.sameRequest((byte[]) row[0])) {
            throw Rejection.invalid(Idempotent.HEADER, "This key was used for another request. Choose a new one.");
        }
        var response = Response.status(((Number) row[1]).intValue());
        if (row[4] != null) {
            response.type(MediaType.APPLICATION_JSON_TYPE).entity(row[4]);
        }
        return response.header(HttpHeaders.LOCATION, row[2])
                .header(HttpHeaders.ETAG, row[3])
                .build();
    }

    private boolean keep(IdempotencyKey key, Response response) {
        var kept = database.createNativeQuery("insert into remembered_answer as known"
                        + " (id, request_hash, status, location, etag, body, created_at)"
                        + " values (:id, :request, :status, :location, :etag, :body, :now)"
                        + " on conflict (id) do update set request_hash = excluded.request_hash,"
                        + " status = excluded.status, location = excluded.location, etag = excluded.etag,"
                        + " body = excluded.body, created_at = excluded.created_at where known.created_at <= :oldest")
                .setParameter("id", key.id())
                .setParameter("request", key.request())
                .setParameter("status", response.getStatus())
                .setParameter("location", response.getHeaderString(HttpHeaders.LOCATION))
                .setParameter("etag", response.getHeaderString(HttpHeaders.ETAG))
                .setParameter("body", body(response))
                .setParameter("now", clock.instant())
                .setParameter("oldest", clock.instant().minus(KEPT))
                .executeUpdate();
        return kept == 1;
    }

    private @Nullable String body(Response response) {
        try {
            return response.hasEntity() ? json.writeValueAsString(response.getEntity()) : null;
        } catch (JsonProcessingException e) {
            throw new AssertionError("what the API answers can be written as JSON", e);
        }
    }

    /// Forgets what is too old to be asked for.
    @Singleton
    static class Sweep {

        private final EntityManager database;
        private final InstantSource clock;

        Sweep(EntityManager database, InstantSource clock) {
            this.database = database;
            this.clock = clock;
        }

        @Scheduled(every = "1h", delayed = "5m", identity = "remembered answers")
        @Transactional
        void sweep() {
            database.createNativeQuery("delete from remembered_answer where created_at <= :oldest")
                    .setParameter("oldest", clock.instant().minus(KEPT))
                    .executeUpdate();
        }
    }
}
