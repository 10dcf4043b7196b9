package dev.warren.imports;

import com.fasterxml.jackson.databind.JsonNode;
import dev.warren.accounts.Roles;
import dev.warren.interfaces.WgInterface;
import dev.warren.web.Pages;
import dev.warren.web.Patch;
import dev.warren.web.Versions;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// `/api/v1/interfaces/import`: an interface of another program, with its keys and peers.
@Path("/api/v1/interfaces/import")
@Tag(name = "Interfaces")
@RolesAllowed(Roles.ADMIN)
@RunOnVirtualThread
class ImportsApi {

    private static final String EXAMPLE = """
            {"file": "[Interface]\\nPrivateKey = …\\nAddress = 10.8.0.1/24\\n…", "endpoint": "vpn.example.org"}""";

    private final ServerImport imports;
    private final Pages pages;

    ImportsApi(ServerImport imports, Pages pages) {
        this.imports = imports;
        this.pages = pages;
    }

    /// What was made.
    @Schema(name = "ImportedInterface")
    record Imported(UUID id, String name, String publicKey) {}

    /// What would be made.
    @Schema(name = "ImportPreview")
    record Examined(
            String name,
            String listenPort,
            String endpoint,

            @Schema(description = "of the server; clients know it by this")
            String publicKey,

            List<String> addresses,

            @Schema(description = "whether there are no errors")
            boolean possible,

            List<ExaminedPeer> peers,
            List<Omitted> leftOut,
            List<Wrong> errors) {}

    /// A peer of the file.
    @Schema(name = "ImportedPeer")
    record ExaminedPeer(int line, String name, String allowedIps, boolean enabled) {}

    /// A setting of the file that is not taken over.
    @Schema(name = "ImportLeftOut")
    record Omitted(
            int line,
            String setting,

            @Schema(enumeration = {"unknown", "commands", "second_address"})
            String reason) {}

    /// What stands against it.
    @Schema(name = "ImportError")
    record Wrong(
            @Schema(description = "`line 7` of the file, or a field of the body")
            String field,

            String detail) {}

    @POST
    @Path("preview")
    @Operation(
            summary = "Look at the interface of another program",
            description = "What would be made of a `wg-quick` file or wg-easy's `wg0.json`, and what stands against it,"
                    + " by line. Nothing is made.")
    public Examined preview(
            @RequestBody(required = true, content = @Content(examples = @ExampleObject(EXAMPLE))) @Nullable JsonNode body) {
        Preview preview = imports.examine(wish(body));
        return new Examined(
                preview.name(),
                preview.port(),
                preview.endpoint(),
                preview.publicKey(),
                preview.ranges(),
                preview.isPossible(),
                preview.peers().stream()
                        .map(peer -> new ExaminedPeer(peer.number(), peer.name(), peer.addresses(), peer.enabled()))
                        .toList(),
                preview.leftOut().stream()
                        .map(left -> new Omitted(
                                left.line(),
                                left.setting(),
                                left.reason().name().toLowerCase(Locale.ROOT)))
                        .toList(),
                Stream.concat(
                                preview.lines().stream()
                                        .map(line ->
                                                new Wrong("line " + line.getKey(), String.join(" ", line.getValue()))),
                                preview.errors().all().entrySet().stream()
                                        .map(error -> new Wrong(error.getKey(), error.getValue())))
                        .toList());
    }

    @POST
    @Operation(
            summary = "Import the interface of another program",
            description = "A `wg-quick` file of a server (also as PiVPN, wg-easy, wireguard-ui and easy-wg-quick write"
                    + " them) or wg-easy's `wg0.json`: with its key and its peers, so that no client needs another"
                    + " configuration. All of it is made or nothing. `name`, `listenPort` and `endpoint` may be given.")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = Imported.class)))
    public Response make(
            @RequestBody(required = true, content = @Content(examples = @ExampleObject(EXAMPLE))) @Nullable JsonNode body) {
        WgInterface wg = imports.adopt(wish(body));
        return Versions.created(
                pages, "/api/v1/interfaces/" + wg.id(), new Imported(wg.id(), wg.name(), wg.publicKey()), wg.version());
    }

    private static Wish wish(@Nullable JsonNode body) {
        var patch = Patch.of(body, "file", "name", "listenPort", "endpoint");
        String file = patch.verbatim("file");
        String name = patch.optionalText("name", null);
        Long port = patch.optionalLong("listenPort", null);
        String endpoint = patch.optionalText("endpoint", null);
        patch.errors().reject();
        return new Wish(file == null ? "" : file, name, port == null ? null : port.toString(), endpoint);
    }
}
