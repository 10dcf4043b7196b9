package dev.warren.peers;

import dev.warren.accounts.Roles;
import dev.warren.peers.PeerBulk.Done;
import dev.warren.web.Languages;
import dev.warren.web.Pages;
import dev.warren.web.Rejection;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/// One thing done to a selection of peers, and deletions undone.
@Path("/peers")
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
@RunOnVirtualThread
class PeerBulkPages {

    private final PeerBulk bulk;
    private final PeerChanges changes;
    private final DeletedPeers deleted;
    private final Pages pages;
    private final Languages languages;

    PeerBulkPages(PeerBulk bulk, PeerChanges changes, DeletedPeers deleted, Pages pages, Languages languages) {
        this.bulk = bulk;
        this.changes = changes;
        this.deleted = deleted;
        this.pages = pages;
        this.languages = languages;
    }

    @CheckedTemplate(basePath = "peers")
    static class Templates {
        static native TemplateInstance done(Done done);
    }

    /// The whole selection at once, for browsers without a script.
    @POST
    @Path("bulk")
    @Produces(MediaType.TEXT_HTML)
    public Response change(
            @RestForm @Nullable String action, @RestForm @Nullable String value, @RestForm List<UUID> ids) {
        Done done = run(action, value, ids, null);
        return done.refused().isEmpty()
                ? pages.redirect("/peers")
                : Response.ok(Templates.done(done)).build();
    }

    /// A part of the selection, for the script that shows how far it is.
    ///
    /// @param deletion what the parts before were noted under, so that all are undone together
    @POST
    @Path("bulk")
    @Produces(MediaType.APPLICATION_JSON)
    public Done changePart(
            @RestForm @Nullable String action,
            @RestForm @Nullable String value,
            @RestForm List<UUID> ids,
            @RestForm @Nullable UUID deletion) {
        return run(action, value, ids, deletion);
    }

    /// Undoes a deletion, of one or of many.
    @POST
    @Path("deletions/{deletion}/undoing")
    public Response undo(@RestPath UUID deletion) {
        List<UUID> peers = deleted.take(deletion)
                .orElseThrow(() -> Rejection.notFound("This deletion can't be undone any more."))
                .peers();
        List<String> refusals = new ArrayList<>();
        for (UUID peer : peers) {
            try {
                changes.restore(peer);
            } catch (Rejection e) {
                refusals.add(e.sentence());
            }
        }
        if (!refusals.isEmpty()) {
            throw Rejection.conflict(
                    refusals.size() == 1 && peers.size() == 1
                            ? refusals.getFirst()
                            : "%d of %d are back. %s"
                                    .formatted(peers.size() - refusals.size(), peers.size(), refusals.getFirst()));
        }
        return pages.redirect(peers.size() == 1 ? "/peers/" + peers.getFirst() : "/peers");
    }

    private Done run(@Nullable String action, @Nullable String value, List<UUID> ids, @Nullable UUID deletion) {
        return bulk.run(action == null ? "" : action, value == null ? "" : value, ids, deletion)
                .translated(languages);
    }
}
