package dev.warren.web;

import io.quarkus.arc.Arc;
import io.quarkus.runtime.PreventFurtherStepsException;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Tells who the [Visitor] of a request is.
@ApplicationScoped
public class Visitors {

    private static final String KEY = Visitor.class.getName();
    private static final int LONGEST_USER_AGENT = 400;
    private static final Pattern BASE = Pattern.compile("(/[A-Za-z0-9._~-]+)+");

    private final TrustedProxies proxies;
    private final String basePath;
    private final CurrentVertxRequest request;

    Visitors(WebConfig config, CurrentVertxRequest request) {
        this.proxies = trusted(config.trustedProxies().orElse(List.of()));
        this.basePath = base(config.basePath());
        this.request = request;
    }

    /// Finds a list of proxies that can't be read at the start, and not with the first request.
    void verify(@Observes StartupEvent event) {}

    private static TrustedProxies trusted(List<String> ranges) {
        try {
            return new TrustedProxies(ranges);
        } catch (IllegalArgumentException e) {
            throw new PreventFurtherStepsException("warren: WARREN_TRUSTED_PROXIES: " + e.getMessage(), 1);
        }
    }

    /// The visitor of the request that is being answered; empty for what Warren does on its own account.
    public Optional<Visitor> current() {
        if (!Arc.container().requestContext().isActive()) {
            return Optional.empty();
        }
        return Optional.ofNullable(request.getCurrent()).map(this::of);
    }

    /// Whether the request was handed on by a proxy whose word is believed.
    public boolean comesThroughProxy(RoutingContext context) {
        return proxies.trusts(address(context.request().connection().remoteAddress()));
    }

    public Visitor of(RoutingContext context) {
        Visitor known = context.get(KEY);
        if (known == null) {
            known = read(context.request());
            context.put(KEY, known);
        }
        return known;
    }

    private Visitor read(HttpServerRequest http) {
        var peer = address(http.connection().remoteAddress());
        var agent = http.getHeader("User-Agent");
        var proxied = proxies.trusts(peer);
        return new Visitor(
                proxies.client(peer, http.getHeader("X-Forwarded-For")),
                agent == null ? "" : agent.substring(0, Math.min(agent.length(), LONGEST_USER_AGENT)),
                "https".equals(or(proxied ? http.getHeader("X-Forwarded-Proto") : null, http.scheme())),
                or(proxied ? http.getHeader("X-Forwarded-Host") : null, String.valueOf(http.authority())),
                base(or(proxied ? http.getHeader("X-Forwarded-Prefix") : null, basePath)));
    }

    /// The first entry of a header that a chain of proxies may have filled, or else `fallback`.
    private static String or(@Nullable String header, @Nullable String fallback) {
        var value = header == null ? "" : header.split(",", 2)[0].strip();
        return value.isEmpty() ? String.valueOf(fallback) : value;
    }

    /// A path that is safe to write into a page, without a slash at its end; empty for anything else.
    private static String base(String path) {
        var trimmed = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return BASE.matcher(trimmed).matches() ? trimmed : "";
    }

    private static InetAddress address(@Nullable SocketAddress peer) {
        if (peer == null || peer.hostAddress() == null) {
            return InetAddress.getLoopbackAddress();
        }
        try {
            // An IPv4 client of a dual-stack socket comes out as Inet4Address, not as ::ffff:…
            return InetAddress.getByName(peer.hostAddress());
        } catch (UnknownHostException e) {
            throw new AssertionError("the address of a connection is a literal", e);
        }
    }
}
