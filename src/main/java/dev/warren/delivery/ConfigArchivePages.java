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
import org.jboss.resteasy.reactive.RestForm;

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

    @POST
    @Path("configs")
    public Response archive(@RestForm List<UUID> ids) {
        if (ids.isEmpty() || ids.size() > MOST) {
            throw Rejection.invalid("ids", "Choose from 1 to %d peers.".formatted(MOST));
        }
        return Downloads.archive(
                "warren.zip", delivery.configs(ids.stream().distinct().toList()), ConfigFormat.CONF);
    }
}
