package dev.warren.peers;

import dev.warren.accounts.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;

/// A peer's configuration to take away: as a file, and as a QR code of the same bytes.
@Path("/peers/{id}")
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
@RunOnVirtualThread
class PeerFiles {

    private final PeerDelivery delivery;

    PeerFiles(PeerDelivery delivery) {
        this.delivery = delivery;
    }

    @GET
    @Path("config")
    public Response config(@RestPath UUID id) {
        PeerDelivery.Delivered delivered = delivery.config(id);
        return Response.ok(delivered.config().text())
                .type("text/plain;charset=UTF-8")
                .header("Content-Disposition", "attachment; filename=\"%s\"".formatted(delivered.fileName()))
                .build();
    }

    @GET
    @Path("qr.svg")
    public Response svg(@RestPath UUID id) {
        PeerDelivery.Delivered delivered = delivery.config(id);
        return Response.ok(delivered.qrCode().svg(delivered.name()))
                .type("image/svg+xml")
                .build();
    }

    @GET
    @Path("qr.png")
    public Response png(@RestPath UUID id) {
        return Response.ok(delivery.config(id).qrCode().png()).type("image/png").build();
    }
}
