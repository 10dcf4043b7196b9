package dev.warren.web;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Map;

/// What every answer tells a browser to refuse: scripts and styles that are not Warren's own files, frames,
/// sniffing, and keeping what was for one person only.
@Singleton
final class SecurityHeaders {

    private static final Map<String, String> ALWAYS = Map.of(
            "Content-Security-Policy",
                    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self';"
                            + " connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none';"
                            + " frame-ancestors 'none'",
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");

    void install(@Observes Filters filters) {
        filters.register(SecurityHeaders::add, FilterOrder.SECURITY_HEADERS);
    }

    private static void add(RoutingContext context) {
        var headers = context.response().headers();
        ALWAYS.forEach(headers::set);
        context.addHeadersEndHandler(sent -> addUsual(headers));
        context.next();
    }

    /// What holds unless a resource says otherwise.
    private static void addUsual(MultiMap headers) {
        if (!headers.contains("Cache-Control")) {
            headers.set("Cache-Control", "no-store");
        }
        if (!headers.contains("Referrer-Policy")) {
            // Not no-referrer: browsers would then send "Origin: null" with Warren's own forms.
            headers.set("Referrer-Policy", "same-origin");
        }
    }
}
