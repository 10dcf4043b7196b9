package dev.warren.web;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Refuses every change that another site's page asks a visitor's browser to make (CSRF): forms and JSON, signed in
/// or not, with a cookie or with remembered Basic credentials.
///
/// A browser says where a request comes from, and a page can't change what it says: `Sec-Fetch-Site` over https and
/// on localhost, and `Origin` on every request that is not GET or HEAD. A request with neither is no browser's. So
/// no form carries a token, and no cookie but the session's is needed. It rests on GET and HEAD never changing
/// anything; the session cookie is `SameSite=Strict` besides.
@Singleton
final class CrossSiteGuard {

    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final Set<String> OWN = Set.of("same-origin", "none");

    private final Visitors visitors;
    private final ErrorAnswers answers;

    CrossSiteGuard(Visitors visitors, ErrorAnswers answers) {
        this.visitors = visitors;
        this.answers = answers;
    }

    void install(@Observes Filters filters) {
        filters.register(this::guard, FilterOrder.CROSS_SITE_GUARD);
    }

    /// Whether a request that changes something may pass.
    ///
    /// @param site      `Sec-Fetch-Site`, as the browser sent it
    /// @param origin    `Origin`, as the browser sent it
    /// @param authority host and port that the request was for
    static boolean allows(@Nullable String site, @Nullable String origin, String authority) {
        if (site != null) {
            return OWN.contains(site);
        }
        return origin == null || authority.equalsIgnoreCase(authority(origin));
    }

    private void guard(RoutingContext context) {
        var http = context.request();
        var authority = visitors.of(context).authority();
        if (SAFE.contains(http.method())
                || allows(http.getHeader("Sec-Fetch-Site"), http.getHeader("Origin"), authority)) {
            context.next();
        } else {
            answers.write(
                    context,
                    Rejection.forbidden(
                            "This change was asked for by a page of another site. Make it in Warren itself."));
        }
    }

    private static @Nullable String authority(String origin) {
        try {
            return URI.create(origin).getRawAuthority();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
