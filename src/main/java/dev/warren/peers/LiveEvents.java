package dev.warren.peers;

import dev.warren.accounts.Roles;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/// `/live`: live figures as a stream of events, for pages.
@Path("/live")
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR, Roles.USER})
class LiveEvents {

    private final LiveFeed feed;
    private final PeerReach reach;

    LiveEvents(LiveFeed feed, PeerReach reach) {
        this.feed = feed;
        this.reach = reach;
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public Multi<String> live() {
        return feed.events(reach.owner());
    }
}
