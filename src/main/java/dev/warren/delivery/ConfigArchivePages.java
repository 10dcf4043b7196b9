package dev.warren.delivery;

import dev.warren.accounts.Roles;
import dev.warren.peers.PeerDelivery;
import dev.warren.web.Rejection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/// The configurations of a selection of peers. Asked for by a form, because a selection is longer than an address.
@Path("/peers")
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
@RunOnVirtualThread
class ConfigArchivePages {

    private static final int MOST = 10_000;

    private final PeerDelivery delivery;

    ConfigArchivePages(PeerDelivery delivery) {
        this.delivery = delivery;
    }

    /// @param hidden the ids of those that are not on the page, with dots between them: a form has a thousand
    /// fields
    ///     at most
    @POST
    @Path("configs")
    public Response archive(@RestForm("ids") List<UUID> shown, @RestForm @Nullable String hidden) {
        List<UUID> ids =
                Stream.concat(shown.stream(), ids(hidden).stream()).distinct().toList();
        if (ids.isEmpty() || ids.size() > MOST) {
            throw choice();
        }
        return Downloads.archive("warren.zip", delivery.configs(ids), ConfigFormat.CONF);
    }

    private static Rejection choice() {
        return Rejection.invalid("ids", "Choose from 1 to %d peers.".formatted(MOST));
    }

    private static List<UUID> ids(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return List.of();
        }
        try {
            return Stream.of(text.split("\\.")).map(UUID::fromString).toList();
        } catch (IllegalArgumentException e) {
            throw choice();
        }
    }
}
