package dev.warren.interfaces;

import com.fasterxml.jackson.databind.JsonNode;
import dev.warren.accounts.Roles;
import dev.warren.engine.IpPrefix;
import dev.warren.engine.key.PrivateKey;
import dev.warren.web.Patch;
import dev.warren.web.Versions;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/// What can be done with an interface beside changing its fields.
@Path("/api/v1/interfaces/{id}")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Interfaces")
class InterfaceActionsApi {

    private static final String RANGES = "{\"ipv4\": \"10.9.0.0/24\"}";

    private final InterfaceChanges changes;
    private final InterfaceMoves moves;

    InterfaceActionsApi(InterfaceChanges changes, InterfaceMoves moves) {
        this.changes = changes;
        this.moves = moves;
    }

    @PUT
    @Path("activation")
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Switch an interface on", description = "Does nothing if it is on.")
    @APIResponse(responseCode = "204", description = "It is on.")
    public void enable(@RestPath UUID id, @RestHeader("If-Match") @Nullable String ifMatch) {
        changes.enable(id, true, present -> Versions.require(ifMatch, present.version()));
    }

    @DELETE
    @Path("activation")
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            summary = "Switch an interface off",
            description = "Its tunnel ends, and everything else is kept. Does nothing if it is off.")
    @APIResponse(responseCode = "204", description = "It is off.")
    public void disable(@RestPath UUID id, @RestHeader("If-Match") @Nullable String ifMatch) {
        changes.enable(id, false, present -> Versions.require(ifMatch, present.version()));
    }

    /// @param peers how many configurations have to be handed out anew
    /// @param warning what that means, as a sentence
    record KeyRotation(String publicKey, long peers, String warning) {

        static KeyRotation of(WgInterface wg) {
            long peers = AddressPool.peers(wg);
            return new KeyRotation(
                    wg.publicKey(),
                    peers,
                    peers == 0
                            ? "No peer has to be told."
                            : "With another key, none of the %d peers of %s gets in until it has its configuration anew."
                                    .formatted(peers, wg.name()));
        }
    }

    @GET
    @Path("key-rotation")
    @RolesAllowed({Roles.ADMIN, Roles.AUDITOR})
    @Transactional
    @Operation(summary = "Say what replacing the key would mean", description = "Changes nothing.")
    public KeyRotation keyRotation(@RestPath UUID id) {
        return KeyRotation.of(WgInterface.known(id));
    }

    @POST
    @Path("key-rotation")
    @RolesAllowed(Roles.ADMIN)
    @Transactional
    @Operation(
            summary = "Replace the key",
            description = "At once, and for every peer: the answer says how many configurations have to be handed out"
                    + " anew. Without `privateKey` one is generated.")
    public KeyRotation rotateKey(
            @RestPath UUID id,
            @RestHeader("If-Match") @Nullable String ifMatch,
            @RequestBody(content = @Content(examples = @ExampleObject(name = "a fresh key", value = "{}"))) @Nullable JsonNode body) {
        PrivateKey key = privateKey(body);
        return KeyRotation.of(changes.replaceKey(id, key, present -> Versions.require(ifMatch, present.version())));
    }

    @POST
    @Path("renumbering/preview")
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            summary = "Say what other ranges would mean",
            description = "The old and the new address of every peer, and what stands in the way. Changes nothing.")
    public RenumberingView preview(
            @RestPath UUID id,
            @RequestBody(content = @Content(examples = @ExampleObject(name = "another range", value = RANGES)))
                    @Nullable JsonNode body) {
        return RenumberingView.of(moves.preview(id, wish(body)));
    }

    @POST
    @Path("renumbering")
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            summary = "Move an interface to other ranges",
            description = "With all its peers, in one transaction: each keeps its place in the range where that is"
                    + " possible. DNS and AllowedIPs of clients that name the old range name the new one. A range that"
                    + " the body doesn't name stays; null takes it away. Sessions go on; clients need their"
                    + " configuration anew.")
    public RenumberingView renumber(
            @RestPath UUID id,
            @RestHeader("If-Match") @Nullable String ifMatch,
            @RequestBody(content = @Content(examples = @ExampleObject(name = "another range", value = RANGES)))
                    @Nullable JsonNode body) {
        return RenumberingView.of(moves.apply(id, wish(body), present -> Versions.require(ifMatch, present.version())));
    }

    private static @Nullable PrivateKey privateKey(@Nullable JsonNode body) {
        if (body == null) {
            return null;
        }
        var patch = Patch.of(body, "privateKey");
        String text = patch.optionalText("privateKey", null);
        PrivateKey key = text == null
                ? null
                : patch.errors().check("privateKey", () -> {
                    try {
                        return PrivateKey.parse(text);
                    } catch (IllegalArgumentException e) {
                        throw new IllegalArgumentException("A key is 32 bytes in base64, as `wg genkey` prints it.", e);
                    }
                });
        patch.errors().reject();
        return key;
    }

    private static InterfaceMoves.Wish wish(@Nullable JsonNode body) {
        var patch = Patch.of(body, "ipv4", "ipv6");
        return wg -> RangesWish.ranges(
                wg,
                patch.optionalText("ipv4", text(wg.ipv4())),
                patch.optionalText("ipv6", text(wg.ipv6())),
                patch.errors());
    }

    private static @Nullable String text(@Nullable IpPrefix range) {
        return range == null ? null : IpText.of(range);
    }
}
