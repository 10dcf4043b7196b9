package dev.warren.peers;

import dev.warren.accounts.Roles;
import dev.warren.web.Pages;
import dev.warren.web.Rejection;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/// The labels that peers have, and their colours.
@Path("/tags")
@RunOnVirtualThread
class TagPages {

    private final Tags tags;
    private final TagColours colours;
    private final Pages pages;

    TagPages(Tags tags, TagColours colours, Pages pages) {
        this.tags = tags;
        this.colours = colours;
        this.pages = pages;
    }

    /// @param link where the peers are that have it
    record Label(Tags.Tag tag, String link) {

        static Label of(Tags.Tag tag) {
            return new Label(tag, "/peers?tag=" + URLEncoder.encode(tag.name(), StandardCharsets.UTF_8));
        }
    }

    @CheckedTemplate(basePath = "peers")
    static class Templates {
        static native TemplateInstance labels(List<Label> labels, List<String> colours);
    }

    @GET
    @Transactional
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
    public TemplateInstance list() {
        return Templates.labels(
                tags.all(member -> true).stream().map(Label::of).toList(),
                Stream.of(Tags.Colour.values()).map(Words::of).toList());
    }

    @POST
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
    public Response colour(@RestForm @Nullable String tag, @RestForm @Nullable String colour) {
        colours.choose(tag == null ? "" : tag, colour == null || colour.isBlank() ? null : parsed(colour));
        return pages.redirect("/tags");
    }

    private static Tags.Colour parsed(String colour) {
        try {
            return Tags.parse(colour);
        } catch (IllegalArgumentException e) {
            throw Rejection.invalid("colour", String.valueOf(e.getMessage()));
        }
    }
}
