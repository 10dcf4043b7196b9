package dev.warren.accounts;

import dev.warren.web.DatabaseGone;
import dev.warren.web.ErrorAnswers;
import dev.warren.web.Rejection;
import dev.warren.web.Visitors;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// What a stranger gets at an address that is not for strangers: a page leads to the sign-in, a program gets a 401.
///
/// Credentials that are worth nothing do not fail a request by themselves, since the address may be for everybody.
/// The reason is kept with the request, and told if it turns out to matter: 401, 429 and 503 are different news.
@Singleton
class Refusals {

    private static final String KEY = Refusals.class.getName();

    private final ErrorAnswers answers;
    private final Visitors visitors;

    Refusals(ErrorAnswers answers, Visitors visitors) {
        this.answers = answers;
        this.visitors = visitors;
    }

    /// Goes on as a stranger's request, with the reason kept.
    Uni<SecurityIdentity> keep(RoutingContext context, Throwable failure) {
        switch (failure) {
            case Rejection rejection -> context.put(KEY, rejection);
            case Throwable gone when DatabaseGone.causes(gone) -> context.put(KEY, DatabaseGone.rejection(gone));
            case AuthenticationFailedException _ -> {}
            default -> {
                return Uni.createFrom().failure(failure);
            }
        }
        return Uni.createFrom().nullItem();
    }

    @ServerExceptionMapper
    Response stranger(UnauthorizedException e, RoutingContext context) {
        var rejection = reason(context);
        if (rejection.status() != 401) {
            return answers.response(context, rejection);
        }
        if (ErrorAnswers.wantsPage(context.request()) && !isFragment(context)) {
            return Response.status(Response.Status.SEE_OTHER)
                    .header("Location", signIn(context))
                    .build();
        }
        var response =
                Response.fromResponse(answers.response(context, rejection)).header("WWW-Authenticate", scheme(context));
        if (isFragment(context)) {
            // The whole page goes to the sign-in, and not only the part of it that was asked for.
            response.header("HX-Redirect", visitors.of(context).base() + "/sign-in");
        }
        return response.build();
    }

    /// The same for what is not behind a resource.
    Uni<Boolean> send(RoutingContext context) {
        var rejection = reason(context);
        if (rejection.status() == 401 && ErrorAnswers.wantsPage(context.request())) {
            context.response()
                    .setStatusCode(303)
                    .putHeader("Location", signIn(context))
                    .end();
        } else {
            if (rejection.status() == 401) {
                context.response().putHeader("WWW-Authenticate", scheme(context));
            }
            answers.write(context, rejection);
        }
        return Uni.createFrom().item(true);
    }

    Uni<ChallengeData> challenge(RoutingContext context) {
        return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", scheme(context)));
    }

    private static Rejection reason(RoutingContext context) {
        Rejection kept = context.get(KEY);
        return kept == null ? Rejection.unauthorized("Sign in first.") : kept;
    }

    /// Basic is only asked for where it was tried, so that no browser opens its own password window.
    private static String scheme(RoutingContext context) {
        return BasicCredentials.tried(context)
                ? "Basic realm=\"Warren\", charset=\"UTF-8\""
                : "Bearer realm=\"Warren\"";
    }

    private static boolean isFragment(RoutingContext context) {
        return "true".equals(context.request().getHeader("HX-Request"));
    }

    private String signIn(RoutingContext context) {
        var base = visitors.of(context).base();
        var request = context.request();
        var to = request.method() == HttpMethod.GET && !"/".equals(request.path())
                ? "?to=" + URLEncoder.encode(request.uri(), StandardCharsets.UTF_8)
                : "";
        return base + "/sign-in" + to;
    }
}
