package dev.warren.delivery;

import dev.warren.accounts.Roles;
import dev.warren.peers.PeerDelivery;
import dev.warren.peers.PeerReach;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// A peer's configuration to take away from its page: as a file, and as a QR code of the same bytes.
@Path("/peers/{id}")
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.USER})
@RunOnVirtualThread
class ConfigPages {

    private final PeerReach reach;
    private final PeerDelivery delivery;

    ConfigPages(PeerReach reach, PeerDelivery delivery) {
        this.reach = reach;
        this.delivery = delivery;
    }

    @GET
    @Path("config")
    public Response config(@RestPath String id, @RestQuery @Nullable String format) {
        return Downloads.of(delivery.config(reach.visible(id).id()).config(), ConfigFormat.of(format));
    }

    @GET
    @Path("qr.svg")
    public Response svg(@RestPath String id) {
        return Downloads.svg(delivery.config(reach.visible(id).id()));
    }

    @GET
    @Path("qr.png")
    public Response png(@RestPath String id) {
        return Downloads.png(delivery.config(reach.visible(id).id()));
    }
}
