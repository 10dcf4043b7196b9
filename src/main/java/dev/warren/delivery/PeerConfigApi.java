package dev.warren.delivery;

import dev.warren.accounts.Roles;
import dev.warren.peers.PeerDelivery;
import dev.warren.peers.PeerReach;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// `/api/v1/peers/{id}/config` and its QR code.
@Path("/api/v1/peers/{id}")
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.USER})
@RunOnVirtualThread
@Tag(name = "Delivery")
class PeerConfigApi {

    private final PeerReach reach;
    private final PeerDelivery delivery;

    PeerConfigApi(PeerReach reach, PeerDelivery delivery) {
        this.reach = reach;
        this.delivery = delivery;
    }

    @GET
    @Path("config")
    @Operation(
            summary = "The configuration for the peer's own device",
            description =
                    "Text; `networkd` consists of two files and comes as a ZIP archive. It holds the private key.")
    public Response config(
            @RestPath String id,
            @RestQuery
                    @Parameter(
                            description = "conf, mikrotik, networkmanager, networkd, openwrt or nixos",
                            example = "conf")
                    @Nullable String format) {
        return Downloads.of(delivery.config(reach.visible(id).id()).config(), ConfigFormat.of(format));
    }

    @GET
    @Path("qr.svg")
    @Operation(summary = "The configuration as a QR code, drawn", description = "Byte for byte the `conf`.")
    public Response svg(@RestPath String id) {
        return Downloads.svg(delivery.config(reach.visible(id).id()));
    }

    @GET
    @Path("qr.png")
    @Operation(summary = "The configuration as a QR code, in pixels", description = "Byte for byte the `conf`.")
    public Response png(@RestPath String id) {
        return Downloads.png(delivery.config(reach.visible(id).id()));
    }
}
