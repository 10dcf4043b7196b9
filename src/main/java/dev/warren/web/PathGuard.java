package dev.warren.web;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.regex.Pattern;

/// Refuses paths that two readers could read differently, before anything decides who may see them.
///
/// Matrix parameters, encoded slashes, backslashes, percent signs and NUL, doubled slashes and dot segments name
/// nothing in Warren, and they are what tricks past path rules are made of (CVE-2026-50559 is one). `;` also makes
/// Quarkus' form authentication leave a request unanswered.
@Singleton
final class PathGuard {

    private static final Pattern AMBIGUOUS =
            Pattern.compile(";|\\\\|//|%(00|2e|2f|3b|5c|25)|(^|/)\\.{1,2}(/|$)", Pattern.CASE_INSENSITIVE);

    private final ErrorAnswers answers;

    PathGuard(ErrorAnswers answers) {
        this.answers = answers;
    }

    void install(@Observes Filters filters) {
        filters.register(this::guard, FilterOrder.PATH_GUARD);
    }

    static boolean allows(String path) {
        return !AMBIGUOUS.matcher(path).find();
    }

    private void guard(RoutingContext context) {
        var uri = context.request().uri();
        var query = uri.indexOf('?');
        if (allows(query < 0 ? uri : uri.substring(0, query))) {
            context.next();
        } else {
            answers.write(context, Rejection.malformed("This address has characters that no address of Warren has."));
        }
    }
}
