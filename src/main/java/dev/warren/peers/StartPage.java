package dev.warren.peers;

import dev.warren.web.Pages;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/// Where Warren begins: the peers.
@Path("/")
@Authenticated
class StartPage {

    private final Pages pages;

    StartPage(Pages pages) {
        this.pages = pages;
    }

    @GET
    public Response start() {
        return pages.redirect("/peers");
    }
}
