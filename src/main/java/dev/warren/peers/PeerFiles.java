package dev.warren.peers;

import dev.warren.accounts.Roles;
import dev.warren.interfaces.InterfacesConfig;
import dev.warren.web.Rejection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
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

    private final InterfacesConfig settings;

    PeerFiles(InterfacesConfig settings) {
        this.settings = settings;
    }

    @GET
    @Path("config")
    @Transactional
    public Response config(@RestPath UUID id) {
        Peer peer = PeerPages.existing(id);
        return download(peer, ClientConfig.of(peer, settings.ipv6()));
    }

    @GET
    @Path("qr.svg")
    @Transactional
    public Response svg(@RestPath UUID id) {
        Peer peer = PeerPages.existing(id);
        return Response.ok(code(peer).svg(peer.name())).type("image/svg+xml").build();
    }

    @GET
    @Path("qr.png")
    @Transactional
    public Response png(@RestPath UUID id) {
        Peer peer = PeerPages.existing(id);
        return Response.ok(code(peer).png())
                .type("image/png")
                .header("Content-Disposition", "inline; filename=\"%s.png\"".formatted(FileName.of(peer.name())))
                .build();
    }

    /// The file as browsers and programs save it.
    static Response download(Peer peer, ClientConfig config) {
        return Response.ok(config.text())
                .type("text/plain;charset=UTF-8")
                .header("Content-Disposition", "attachment; filename=\"%s.conf\"".formatted(FileName.of(peer.name())))
                .build();
    }

    private QrCode code(Peer peer) {
        try {
            return QrCode.of(ClientConfig.of(peer, settings.ipv6()).text());
        } catch (IllegalArgumentException e) {
            throw Rejection.conflict(String.valueOf(e.getMessage()));
        }
    }
}
