package dev.warren.peers;

import dev.warren.accounts.CurrentUser;
import dev.warren.accounts.Roles;
import dev.warren.engine.CaptureLimits;
import dev.warren.interfaces.PeerLogLines;
import dev.warren.interfaces.WholeNumber;
import dev.warren.web.FieldErrors;
import dev.warren.web.Pages;
import dev.warren.web.Rejection;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/// What stands in a peer's way: dropped packets, its log and, for administrators, its packets themselves.
@Path("/peers/{id}/diagnosis")
@RunOnVirtualThread
class PeerDiagnosisPages {

    private static final int MOST_SECONDS = 3_600;
    private static final String USUAL_SECONDS = "60";

    private final PeerDiagnosis diagnosis;
    private final PeerCaptures captures;
    private final PeerReach reach;
    private final LivePeers live;
    private final CurrentUser me;
    private final Pages pages;

    PeerDiagnosisPages(
            PeerDiagnosis diagnosis,
            PeerCaptures captures,
            PeerReach reach,
            LivePeers live,
            CurrentUser me,
            Pages pages) {
        this.diagnosis = diagnosis;
        this.captures = captures;
        this.reach = reach;
        this.live = live;
        this.me = me;
        this.pages = pages;
    }

    /// What the page shows.
    ///
    /// @param lines   the newest first
    /// @param capture null if there is none, or whoever looks is no administrator
    record Shown(
            Map<String, Long> drops,
            @Nullable String endpointTrouble,
            boolean logged,
            List<PeerLogLines.Line> lines,
            @Nullable PeerCaptureView capture) {

        public boolean isCapturing() {
            return capture != null && capture.running();
        }

        /// What somebody has given as the reason of the capture.
        public String why() {
            return capture == null ? "" : capture.reason();
        }
    }

    @CheckedTemplate(basePath = "peers")
    static class Templates {
        static native TemplateInstance diagnosis(
                LivePeer peer, Shown shown, String reason, String seconds, FieldErrors errors);
    }

    @GET
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
    public TemplateInstance show(@RestPath String id) {
        return page(reach.visible(id), "", USUAL_SECONDS, FieldErrors.none());
    }

    @POST
    @Path("log")
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
    public Response log(@RestPath String id, @RestForm boolean on) {
        Member member = reach.visible(id);
        diagnosis.log(member, on);
        return pages.redirect("/peers/" + member.id() + "/diagnosis");
    }

    @POST
    @Path("capture")
    @RolesAllowed(Roles.ADMIN)
    public Response capture(
            @RestPath String id, @RestForm @Nullable String reason, @RestForm @Nullable String seconds) {
        Member member = reach.visible(id);
        String typedReason = reason == null ? "" : reason;
        String typedSeconds = seconds == null ? "" : seconds;
        try {
            var errors = new FieldErrors();
            String why = errors.check("reason", () -> PeerCaptures.reason(typedReason));
            Integer time = errors.check("seconds", () -> WholeNumber.parse("The time", typedSeconds, 1, MOST_SECONDS));
            errors.reject();
            if (why != null && time != null) {
                captures.start(member, why, CaptureLimits.DEFAULT.withTime(Duration.ofSeconds(time)));
            }
            return pages.redirect("/peers/" + member.id() + "/diagnosis");
        } catch (Rejection e) {
            return pages.again(e, page(member, typedReason, typedSeconds, FieldErrors.of(e, "reason")));
        }
    }

    @POST
    @Path("capture/end")
    @RolesAllowed(Roles.ADMIN)
    public Response end(@RestPath String id) {
        Member member = reach.visible(id);
        captures.stop(member);
        return pages.redirect("/peers/" + member.id() + "/diagnosis");
    }

    private TemplateInstance page(Member member, String reason, String seconds, FieldErrors errors) {
        var shown = new Shown(
                diagnosis.drops(member),
                diagnosis.endpointTrouble(member),
                diagnosis.isLogged(member),
                diagnosis.lines(member).reversed(),
                me.isAdmin() ? captures.find(member).orElse(null) : null);
        return Templates.diagnosis(live.live(member), shown, reason, seconds, errors);
    }
}
