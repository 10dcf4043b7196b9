package dev.warren.web;

import io.quarkus.arc.Arc;
import io.quarkus.qute.EngineBuilder;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/// Which language the reader of a page wants: what was chosen with the language switch, which is a cookie, or else
/// what the browser asks for. Templates speak it by themselves.
@Singleton
@Named("languages")
public class Languages {

    static final String COOKIE = "language";

    private static final String ACCEPTED = "Accept-Language";

    private static final String KEY = Language.class.getName();

    private final CurrentVertxRequest request;

    Languages(CurrentVertxRequest request) {
        this.request = request;
    }

    void speak(@Observes EngineBuilder templates) {
        templates.addTemplateInstanceInitializer(
                template -> template.setLocale(current().locale()));
    }

    public List<Language> all() {
        return List.of(Language.values());
    }

    /// The language of the request that is being answered; English for what Warren writes on its own account.
    public Language current() {
        if (!Arc.container().requestContext().isActive()) {
            return Language.EN;
        }
        var context = request.getCurrent();
        return context == null ? Language.EN : of(context);
    }

    /// The same, if the request says anything of languages: a program mostly doesn't.
    public Optional<Language> stated() {
        var context = request.getCurrent();
        return context == null || chosen(context).isEmpty() && context.request().getHeader(ACCEPTED) == null
                ? Optional.empty()
                : Optional.of(of(context));
    }

    /// `sentence`, which is English, in the language of the request that is being answered.
    public String translated(String sentence) {
        return Sentences.in(current(), sentence);
    }

    static Language of(RoutingContext context) {
        Language known = context.get(KEY);
        if (known == null) {
            known = chosen(context).orElseGet(() -> asked(context));
            context.put(KEY, known);
        }
        return known;
    }

    private static Optional<Language> chosen(RoutingContext context) {
        var cookie = context.request().getCookie(COOKIE);
        return cookie == null ? Optional.empty() : Language.of(cookie.getValue());
    }

    private static Language asked(RoutingContext context) {
        var header = context.request().getHeader(ACCEPTED);
        return header == null ? Language.EN : Language.accepted(header);
    }
}
