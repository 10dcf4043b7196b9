package dev.warren.compat;

import dev.warren.web.WebConfig;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// `/api/information` and `/api/release`: what this server is. Warren asks nobody whether there is a newer one.
@Path("/api")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
class WgEasyInformation {

    private final String version;
    private final WebConfig web;

    WgEasyInformation(@ConfigProperty(name = "quarkus.application.version") String version, WebConfig web) {
        this.version = version;
        this.web = web;
    }

    record Release(String version, String changelog) {}

    record Information(
            String currentRelease, Release latestRelease, boolean updateAvailable, boolean insecure, boolean isAwg) {}

    @GET
    @Path("information")
    public Information information() {
        return new Information(version, release(), false, web.insecure().orElse(false), false);
    }

    /// Home Assistant takes a server whose answer is a bare string for wg-easy 14.
    @GET
    @Path("release")
    public Release release() {
        return new Release(version, "");
    }
}
