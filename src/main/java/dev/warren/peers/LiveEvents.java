package dev.warren.peers;

import dev.warren.accounts.Roles;
import dev.warren.web.Languages;
import dev.warren.web.Rejection;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// `/live`: live figures as a stream of events, for pages.
@Path("/live")
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR, Roles.USER})
class LiveEvents {

    /// As many as a page shows at most.
    private static final int MOST = 1_000;

    private final LiveFeed feed;
    private final PeerReach reach;
    private final Languages languages;

    LiveEvents(LiveFeed feed, PeerReach reach, Languages languages) {
        this.feed = feed;
        this.reach = reach;
        this.languages = languages;
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public Multi<String> live(@RestQuery @Nullable String peers) {
        return feed.events(reach.owner(), numbers(peers), languages.current());
    }

    /// Those of the rows that the page shows: `12.13.20`.
    private static @Nullable Set<Long> numbers(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return Stream.of(text.split("\\."))
                    .filter(number -> !number.isEmpty())
                    .limit(MOST)
                    .map(Long::valueOf)
                    .collect(Collectors.toUnmodifiableSet());
        } catch (NumberFormatException e) {
            throw Rejection.invalid("peers", "These are no numbers of peers.");
        }
    }
}
