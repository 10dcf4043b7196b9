package dev.warren.web;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestHeader;
import org.jspecify.annotations.Nullable;

/// The language switch of a browser without scripts.
@Path("/language")
@PermitAll
@RunOnVirtualThread
class LanguagePages {

    private static final Duration KEPT = Duration.ofDays(365);

    private final Visitors visitors;
    private final Pages pages;

    LanguagePages(Visitors visitors, Pages pages) {
        this.visitors = visitors;
        this.pages = pages;
    }

    @POST
    public Response choose(@RestForm @Nullable String language, @RestHeader("Referer") @Nullable String from) {
        var chosen = Language.of(language == null ? "" : language).orElseThrow(LanguagePages::unknown);
        var visitor = visitors.current().orElseThrow();
        var cookie = new NewCookie.Builder(Languages.COOKIE)
                .value(chosen.code())
                .path(visitor.base() + "/")
                .maxAge((int) KEPT.toSeconds())
                .sameSite(NewCookie.SameSite.LAX)
                .secure(visitor.secure())
                .build();
        return Response.fromResponse(pages.redirect(back(from == null ? "" : from, visitor)))
                .cookie(cookie)
                .build();
    }

    private static Rejection unknown() {
        return Rejection.invalid(
                "language",
                "The language is one of %s."
                        .formatted(
                                Stream.of(Language.values()).map(Language::code).collect(Collectors.joining(", "))));
    }

    /// The page that the reader came from, if it is one of Warren's, without the sub-path.
    static String back(String from, Visitor visitor) {
        try {
            var uri = URI.create(from);
            var path = uri.getRawPath();
            if (visitor.authority().equals(uri.getRawAuthority()) && path.startsWith(visitor.base() + "/")) {
                var own = path.substring(visitor.base().length())
                        + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
                return own.startsWith("//") ? "/" : own;
            }
            return "/";
        } catch (IllegalArgumentException e) {
            return "/";
        }
    }
}
