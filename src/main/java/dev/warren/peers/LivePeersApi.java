package dev.warren.peers;

import dev.warren.accounts.Roles;
import dev.warren.web.Language;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// `/api/v1/peers/live`: live figures as a stream of events, for programs.
@Path("/api/v1/peers/live")
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR, Roles.USER})
@Tag(name = "Peers")
class LivePeersApi {

    private final LiveFeed feed;
    private final PeerReach reach;

    LivePeersApi(LiveFeed feed, PeerReach reach) {
        this.feed = feed;
        this.reach = reach;
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(
            summary = "Live figures as server-sent events",
            description = "The first has every peer by its id, those that follow, one a second, only what has changed:"
                    + " state and reason, rx and tx in bytes a second, totals in bytes, seen in seconds since 1970, and"
                    + " endpoint; `gone` lists peers that are no more. Whoever does not keep up is cut off. Users see"
                    + " their own.")
    public Multi<String> live() {
        return feed.events(reach.owner(), null, Language.EN);
    }
}
