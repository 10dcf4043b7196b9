package dev.warren.accounts;

import com.fasterxml.jackson.databind.JsonNode;
import dev.warren.web.Idempotent;
import dev.warren.web.ListQuery;
import dev.warren.web.Listing;
import dev.warren.web.Pages;
import dev.warren.web.Rejection;
import dev.warren.web.Versions;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// The people who may sign in.
@Path("/api/v1/users")
@Tag(name = "Users", description = "The people who may sign in. For administrators; auditors may read.")
@RolesAllowed({Roles.ADMIN, Roles.AUDITOR})
@RunOnVirtualThread
class UsersApi {

    private final UserChanges changes;
    private final OwnedPeers peers;
    private final Pages pages;

    UsersApi(UserChanges changes, OwnedPeers peers, Pages pages) {
        this.changes = changes;
        this.peers = peers;
        this.pages = pages;
    }

    @GET
    @Operation(
            summary = "List users",
            description =
                    "Sorted by `name`, `createdAt`, `role`, `email`, `lastSignInAt`, `secondFactor`, `peers` (how many) or "
                            + "`enabled`; `q` is part of a name or e-mail address.")
    public Listing<UserView> list(
            @BeanParam ListQuery query,
            @RestQuery @Parameter(description = "only users with this role") @Nullable String role,
            @RestQuery @Parameter(description = "`true` or `false`") @Nullable String enabled) {
        var keyset = query.keyset(UserList.SORTS);
        var list = new UserList(query.text(), role(role), flag(enabled));
        var users = QuarkusTransaction.requiringNew().call(() -> list.page(keyset, peers));
        return keyset.page(users, UserList.position(keyset, peers.counts()), UserView::of);
    }

    @POST
    @RolesAllowed(Roles.ADMIN)
    @Idempotent
    @Operation(summary = "Create a user")
    @Parameter(name = Idempotent.HEADER, in = ParameterIn.HEADER, description = Idempotent.MEANING)
    @RequestBody(
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = UserView.New.class)))
    @APIResponse(
            responseCode = "201",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = UserView.class)))
    public Response create(@Nullable JsonNode body) {
        var user = changes.create(body);
        return Versions.created(pages, "/api/v1/users/" + user.id(), UserView.of(user), user.version());
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Show a user")
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = UserView.class)))
    public Response show(UUID id, @RestHeader("If-None-Match") @Nullable String ifNoneMatch) {
        var user = QuarkusTransaction.requiringNew().call(() -> User.known(id));
        return Versions.show(UserView.of(user), user.version(), ifNoneMatch);
    }

    @PATCH
    @Path("{id}")
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            summary = "Change a user",
            description = "What is absent stays as it is. Whoever is disabled is signed out everywhere."
                    + " The last administrator can be neither disabled nor given another role (409).")
    @RequestBody(
            content =
                    @Content(mediaType = "application/json", schema = @Schema(implementation = UserView.Changed.class)))
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = UserView.class)))
    public Response change(UUID id, @RestHeader("If-Match") @Nullable String ifMatch, @Nullable JsonNode body) {
        var user = changes.change(
                id, present -> UserDraft.of(body, present), version -> Versions.require(ifMatch, version));
        return Versions.shown(UserView.of(user), user.version());
    }

    @DELETE
    @Path("{id}")
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            summary = "Delete a user",
            description = "With sessions, tokens and second factor. The last administrator can't be deleted (409).")
    @APIResponse(responseCode = "204")
    public void delete(UUID id, @RestHeader("If-Match") @Nullable String ifMatch) {
        changes.delete(id, version -> Versions.require(ifMatch, version));
    }

    private static @Nullable Role role(@Nullable String text) {
        try {
            return text == null ? null : Role.parse(text);
        } catch (IllegalArgumentException e) {
            throw Rejection.invalid("role", String.valueOf(e.getMessage()));
        }
    }

    private static @Nullable Boolean flag(@Nullable String text) {
        return switch (text == null ? "" : text.toLowerCase(Locale.ROOT)) {
            case "" -> null;
            case "true" -> true;
            case "false" -> false;
            default -> throw Rejection.invalid("enabled", "This has to be true or false.");
        };
    }
}
