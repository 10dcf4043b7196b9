package dev.warren.delivery;

import dev.warren.peers.PeerDelivery.Delivered;
import dev.warren.web.DataAddress;
import dev.warren.web.FieldErrors;
import dev.warren.web.Pages;
import dev.warren.web.QrCode;
import dev.warren.web.Rejection;
import dev.warren.web.Visitors;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/// `/links/{token}`: a configuration for whoever has its link.
///
/// Opening the address uses nothing up, because messengers and mail filters open every address that passes by. What
/// hands the configuration out is the button on that page.
@Path("/links/{token}")
@PermitAll
@RunOnVirtualThread
class LinkPages {

    private final Links links;
    private final Visitors visitors;
    private final Pages pages;

    LinkPages(Links links, Visitors visitors, Pages pages) {
        this.links = links;
        this.visitors = visitors;
        this.pages = pages;
    }

    @CheckedTemplate(basePath = "delivery")
    static class Templates {
        static native TemplateInstance closed(String token, boolean needsPassword, FieldErrors errors);

        static native TemplateInstance opened(Shown shown);
    }

    /// What the page of an opened link shows.
    ///
    /// @param file the text as the address of a download
    /// @param picture the QR code as the address of an image; null if the text is too long for one
    record Shown(
            String name,
            String fileName,
            String text,
            String file,
            @Nullable String picture,
            boolean ownKey,
            int usesLeft) {

        static Shown of(Links.Opened opened) {
            Delivered delivered = opened.delivered();
            String text = delivered.config().text();
            return new Shown(
                    delivered.name(),
                    delivered.fileName(),
                    text,
                    DataAddress.of("application/octet-stream", text),
                    QrCode.fits(text)
                            ? DataAddress.of("image/svg+xml", delivered.qrCode().svg(delivered.name()))
                            : null,
                    delivered.config().ownKey(),
                    opened.usesLeft());
        }

        @Override
        public String toString() {
            return "Shown(…)";
        }
    }

    @GET
    public Response closed(@RestPath String token) {
        return hidden(Response.ok(Templates.closed(token, links.needsPassword(token), FieldErrors.none())));
    }

    @POST
    public Response open(@RestPath String token, @RestForm @Nullable String password) {
        try {
            Links.Opened opened = links.open(
                    token, password == null ? "" : password, visitors.current().orElseThrow());
            return hidden(Response.ok(Templates.opened(Shown.of(opened))));
        } catch (Rejection e) {
            if (e.status() == 404) {
                throw e;
            }
            var errors = new FieldErrors().add("password", e.sentence());
            return hidden(Response.fromResponse(pages.again(e, Templates.closed(token, true, errors))));
        }
    }

    /// Not for search engines, and its address in no other site's log. A referrer of the origin alone, rather
    /// than none at all: with none, browsers call the origin of the page's own form unknown, and it would be
    /// refused.
    private static Response hidden(Response.ResponseBuilder response) {
        return response.header("X-Robots-Tag", "noindex, nofollow, noarchive")
                .header("Referrer-Policy", "strict-origin")
                .build();
    }
}
