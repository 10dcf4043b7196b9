package dev.warren.compat;

import dev.warren.delivery.Links;
import dev.warren.web.Rejection;
import dev.warren.web.Visitors;
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

    private final Links links;
    private final Visitors visitors;

    WgEasyLinks(Links links, Visitors visitors) {
        this.links = links;
        this.visitors = visitors;
    }

    @GET
    public Response config(@RestPath String link) {
        return WgEasyClientActions.download(
                links.open(link, "", visitors.current().orElseThrow()).delivered());
    }

    @ServerExceptionMapper
    public Response refuse(Rejection rejection) {
        return WgEasyError.answer(rejection);
    }
}
