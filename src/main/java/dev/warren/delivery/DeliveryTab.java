package dev.warren.delivery;

import dev.warren.accounts.CurrentUser;
import dev.warren.accounts.PasswordGate;
import dev.warren.accounts.Passwords;
import dev.warren.accounts.Roles;
import dev.warren.peers.LivePeer;
import dev.warren.peers.LivePeers;
import dev.warren.peers.PeerDelivery;
import dev.warren.web.FieldErrors;
import dev.warren.web.Pages;
import dev.warren.web.QrCode;
import dev.warren.web.Rejection;
import dev.warren.web.Visitors;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// The tab of a peer's page that hands its configuration out: in every format, by link, and by mail.
@Path("/peers/{id}")
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
@RunOnVirtualThread
class DeliveryTab {

    private final LivePeers live;
    private final PeerDelivery delivery;
    private final Links links;
    private final ConfigMail mail;
    private final Smtp smtp;
    private final PasswordGate passwords;
    private final CurrentUser me;
    private final Visitors visitors;
    private final Pages pages;

    DeliveryTab(
            LivePeers live,
            PeerDelivery delivery,
            Links links,
            ConfigMail mail,
            Smtp smtp,
            PasswordGate passwords,
            CurrentUser me,
            Visitors visitors,
            Pages pages) {
        this.live = live;
        this.delivery = delivery;
        this.links = links;
        this.mail = mail;
        this.smtp = smtp;
        this.passwords = passwords;
        this.me = me;
        this.visitors = visitors;
        this.pages = pages;
    }

    /// What the tab shows of the configuration.
    ///
    /// @param scannable whether it fits into a QR code
    record Shown(
            ConfigFormat format,
            List<ConfigFormat> formats,
            List<ConfigFile> files,
            boolean ownKey,
            boolean scannable) {

        @Override
        public String toString() {
            return "Shown(…)";
        }
    }

    /// What somebody has typed, or what a form begins with.
    ///
    /// @param expiresIn seconds
    record Typed(String expiresIn, String uses, String to, String as, String message) {
        static final Typed NOTHING = new Typed("86400", "1", "", "link", "");

        public boolean lasts(String seconds) {
            return expiresIn.equals(seconds);
        }
    }

    @CheckedTemplate(basePath = "delivery")
    static class Templates {
        static native TemplateInstance tab(
                LivePeer peer,
                Shown shown,
                List<Links.Listed> links,
                boolean canMail,
                @Nullable String url,
                String sent,
                Typed typed,
                FieldErrors errors);
    }

    @GET
    @Path("delivery")
    public TemplateInstance show(
            @RestPath UUID id, @RestQuery @Nullable String format, @RestQuery @Nullable String sent) {
        return tab(id, ConfigFormat.of(format), null, sent == null ? "" : sent, Typed.NOTHING, FieldErrors.none());
    }

    /// The answer is the only place that has the link whole, so it can't be a redirect.
    @POST
    @Path("links")
    public Response makeLink(
            @RestPath UUID id,
            @RestForm @Nullable String expiresIn,
            @RestForm @Nullable String uses,
            @RestForm @Nullable String password) {
        var typed = new Typed(text(expiresIn), text(uses), "", "link", "");
        try {
            Links.Issued issued = links.issue(id, terms(typed, text(password)), me.name());
            String url = visitors.current().orElseThrow().url("/links/" + issued.token());
            return Response.ok(tab(id, ConfigFormat.CONF, url, "", Typed.NOTHING, FieldErrors.none()))
                    .build();
        } catch (Rejection e) {
            return again(e, id, typed, "linkForm");
        }
    }

    @POST
    @Path("links/{link}/revocation")
    public Response revoke(@RestPath UUID id, @RestPath UUID link) {
        links.revoke(id, link);
        return pages.redirect("/peers/%s/delivery#links".formatted(id));
    }

    @POST
    @Path("mails")
    public Response send(
            @RestPath UUID id,
            @RestForm @Nullable String to,
            @RestForm @Nullable String as,
            @RestForm @Nullable String message) {
        var typed = new Typed(
                "86400", "1", text(to).strip(), text(as), text(message).strip());
        try {
            var errors = new FieldErrors();
            PeerMailApi.check(typed.to(), typed.message(), errors);
            errors.reject();
            LinkTerms terms = typed.as().equals("file") ? null : new LinkTerms(LinkTerms.USUAL, 1, null);
            mail.send(
                    id,
                    new ConfigMail.Letter(typed.to(), typed.message(), terms),
                    me.name(),
                    visitors.current().orElseThrow());
            return pages.redirect("/peers/%s/delivery?sent=%s".formatted(id, Downloads.parameter(typed.to())));
        } catch (Rejection e) {
            return again(e, id, typed, "mailForm");
        }
    }

    private Response again(Rejection e, UUID id, Typed typed, String form) {
        if (e.status() == Response.Status.NOT_FOUND.getStatusCode()) {
            throw e;
        }
        return pages.again(e, tab(id, ConfigFormat.CONF, null, "", typed, FieldErrors.of(e, form)));
    }

    private LinkTerms terms(Typed typed, String password) {
        var errors = new FieldErrors();
        Long life = errors.check("expiresIn", () -> number(typed.expiresIn()));
        Long uses = errors.check("uses", () -> number(typed.uses()));
        LinkTerms terms = LinkTerms.checked(life == null ? 0 : life, uses == null ? 0 : uses, errors);
        if (!password.isEmpty()) {
            Passwords.check("password", password, "", errors);
        }
        errors.reject();
        return password.isEmpty() ? terms : terms.withPasswordHash(passwords.hash(password));
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("This is no whole number.", e);
        }
    }

    private TemplateInstance tab(
            UUID id, ConfigFormat format, @Nullable String url, String sent, Typed typed, FieldErrors errors) {
        LivePeer peer = live.get(id);
        var config = delivery.config(id).config();
        var shown = new Shown(
                format,
                List.of(ConfigFormat.values()),
                format.files(config),
                config.ownKey(),
                QrCode.fits(config.text()));
        return Templates.tab(peer, shown, links.list(id), smtp.isSet(), url, sent, typed, errors);
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
