package dev.warren.logging;

import dev.warren.web.FilterOrder;
import dev.warren.web.Visitors;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/// Gives every request an id, which its answer carries as `X-Request-Id`, and notes it with every line that is logged
/// on
/// its behalf; so too the user, once known, and the peer that the path names. The JSON format shows them under `mdc`.
@Singleton
final class RequestLog {

    private static final String HEADER = "X-Request-Id";
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{4,64}");
    private static final Pattern PEER = Pattern.compile("/peers/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:/|$)");

    private final Visitors visitors;

    RequestLog(Visitors visitors) {
        this.visitors = visitors;
    }

    void install(@Observes Filters filters) {
        filters.register(this::begin, FilterOrder.REQUEST_LOG);
        filters.register(RequestLog::identify, FilterOrder.AFTER_AUTHENTICATION);
    }

    private void begin(RoutingContext context) {
        String given = context.request().getHeader(HEADER);
        String id = isBelieved(context, given) ? given : newId();
        context.response().putHeader(HEADER, id);
        MDC.put("request", id);
        String path = context.request().path();
        var peer = PEER.matcher(path == null ? "" : path);
        if (peer.find()) {
            MDC.put("peer", peer.group(1));
        }
        context.next();
    }

    /// A proxy's own id ties its log to Warren's; anybody else could write nonsense into the log.
    private boolean isBelieved(RoutingContext context, @Nullable String id) {
        return id != null && ID.matcher(id).matches() && visitors.comesThroughProxy(context);
    }

    private static void identify(RoutingContext context) {
        if (context.user() instanceof QuarkusHttpUser user
                && !user.getSecurityIdentity().isAnonymous()) {
            MDC.put("user", user.getSecurityIdentity().getPrincipal().getName());
        }
        context.next();
    }

    /// Tells requests apart and is no secret.
    private static String newId() {
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    }
}
