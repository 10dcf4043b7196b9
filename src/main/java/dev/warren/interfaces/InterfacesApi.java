package dev.warren.interfaces;

import com.fasterxml.jackson.databind.JsonNode;
import dev.warren.accounts.CurrentUser;
import dev.warren.accounts.Roles;
import dev.warren.web.Idempotent;
import dev.warren.web.Keyset;
import dev.warren.web.ListQuery;
import dev.warren.web.Listing;
import dev.warren.web.Pages;
import dev.warren.web.Versions;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// The interfaces of this server.
@Path("/api/v1/interfaces")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Interfaces", description = "The WireGuard networks of this server.")
class InterfacesApi {

    private static final String EXAMPLE = """
            {"name": "wg1", "endpoint": "vpn.example.org", "ipv4": "10.9.0.0/24", "isolation": true,
             "endpoints": [{"name": "office", "address": "203.0.113.7:51820"}], "clientDns": ["10.9.0.1"]}
            """;

    private final InterfaceChanges changes;
    private final EngineRunner engines;
    private final InterfacesConfig settings;
    private final CurrentUser me;
    private final Pages pages;

    InterfacesApi(
            InterfaceChanges changes, EngineRunner engines, InterfacesConfig settings, CurrentUser me, Pages pages) {
        this.changes = changes;
        this.engines = engines;
        this.settings = settings;
        this.me = me;
        this.pages = pages;
    }

    @GET
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
    @Transactional
    @Operation(summary = "List the interfaces", description = "Sorted by name, createdAt or listenPort.")
    public Listing<InterfaceView> list(@BeanParam ListQuery query) {
        Keyset keyset = query.keyset("name", "createdAt", "listenPort");
        List<WgInterface> rows = InterfaceRows.read(keyset, query.text());
        Map<UUID, Long> peers = InterfaceRows.peers();
        return keyset.page(rows, wg -> InterfaceRows.position(wg, keyset.sort()), wg -> view(wg, peers));
    }

    @POST
    @RolesAllowed(Roles.ADMIN)
    @Transactional
    @Idempotent
    @Operation(
            summary = "Create an interface",
            description = "What the body doesn't name is as `suggestion` has it; an empty object makes a sensible"
                    + " interface beside those that are there. The key is generated.")
    @APIResponse(
            responseCode = "201",
            content = @Content(schema = @Schema(implementation = InterfaceView.class)),
            description = "Created, and started if it is enabled.")
    public Response create(
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = InterfaceView.class),
                                            examples = @ExampleObject(name = "an interface", value = EXAMPLE)))
                    @Nullable JsonNode body) {
        InterfaceForm form = InterfacePatch.apply(body, InterfaceSuggestion.next(settings.ipv6()));
        WgInterface wg = changes.create(form.draft());
        return Versions.created(pages, "/api/v1/interfaces/" + wg.id(), view(wg, Map.of()), wg.version());
    }

    @GET
    @Path("suggestion")
    @RolesAllowed(Roles.ADMIN)
    @Transactional
    @Operation(
            summary = "Suggest a new interface",
            description = "The next free name, port and ranges. Nothing is reserved.")
    public Map<String, Object> suggestion() {
        InterfaceForm form = InterfaceSuggestion.next(settings.ipv6());
        var suggestion = new HashMap<String, Object>();
        suggestion.put("name", form.name());
        suggestion.put("listenPort", Integer.valueOf(form.listenPort()));
        suggestion.put("ipv4", form.ipv4().isEmpty() ? null : form.ipv4());
        suggestion.put("ipv6", form.ipv6().isEmpty() ? null : form.ipv6());
        suggestion.put("mtu", Integer.valueOf(form.mtu()));
        suggestion.put("endpoint", form.endpoint().isEmpty() ? null : form.endpoint());
        return suggestion;
    }

    @GET
    @Path("{id}")
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
    @Transactional
    @Operation(summary = "Show an interface")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = InterfaceView.class)))
    public Response show(@RestPath UUID id, @RestHeader("If-None-Match") @Nullable String ifNoneMatch) {
        WgInterface wg = WgInterface.known(id);
        return Versions.show(view(wg, InterfaceRows.peers()), wg.version(), ifNoneMatch);
    }

    @PATCH
    @Path("{id}")
    @RolesAllowed(Roles.ADMIN)
    @Transactional
    @Operation(
            summary = "Change an interface",
            description = "Only what the body names changes; null takes a value away. Tunnels go on, except that"
                    + " another name restarts this one. A range that peers have addresses in is changed by"
                    + " `renumbering`, the key by `key-rotation`.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = InterfaceView.class)))
    public Response change(
            @RestPath UUID id,
            @RestHeader("If-Match") @Nullable String ifMatch,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = InterfaceView.class),
                                            examples =
                                                    @ExampleObject(
                                                            name = "another port, and isolation",
                                                            value = "{\"listenPort\": 51900, \"isolation\": true}")))
                    @Nullable JsonNode body) {
        WgInterface wg = changes.change(id, present -> {
            Versions.require(ifMatch, present.version());
            return InterfacePatch.apply(body, InterfaceForm.of(present)).draft();
        });
        return Versions.shown(view(wg, InterfaceRows.peers()), wg.version());
    }

    @DELETE
    @Path("{id}")
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Delete an interface", description = "With all its peers, which has to be confirmed.")
    @APIResponse(responseCode = "204", description = "It is gone.")
    @APIResponse(responseCode = "409", description = "It has peers, and `confirm` is not its name.")
    public void delete(
            @RestPath UUID id,
            @RestQuery
                    @Parameter(description = "the interface's name; needed if it has peers", example = "wg1")
                    @Nullable String confirm,
            @RestHeader("If-Match") @Nullable String ifMatch) {
        changes.delete(id, confirm, present -> Versions.require(ifMatch, present.version()));
    }

    private InterfaceView view(WgInterface wg, Map<UUID, Long> peers) {
        return InterfaceView.of(wg, engines, peers.getOrDefault(wg.id(), 0L), me.isAdmin());
    }
}
