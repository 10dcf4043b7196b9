package dev.warren.compat;

import dev.warren.peers.PeerDelivery;
import dev.warren.web.Rejection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// `/cnf/:link`: a configuration for whoever has its link, once.
@Path("/cnf/{link}")
@PermitAll
@RunOnVirtualThread
class WgEasyLinks {

    private final PeerDelivery delivery;

    WgEasyLinks(PeerDelivery delivery) {
        this.delivery = delivery;
    }

    @GET
    public Response config(@RestPath String link) {
        return WgEasyClientActions.download(delivery.redeem(link));
    }

    @ServerExceptionMapper
    public Response refuse(Rejection rejection) {
        return WgEasyError.answer(rejection);
    }
}
