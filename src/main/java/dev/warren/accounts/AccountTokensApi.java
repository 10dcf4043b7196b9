package dev.warren.accounts;

import com.fasterxml.jackson.databind.JsonNode;
import dev.warren.web.Listing;
import dev.warren.web.Pages;
import dev.warren.web.Patch;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// One's own API tokens. Making one can't be repeated by an idempotency key: its answer has a secret, which is kept
/// nowhere.
@Path("/api/v1/account/tokens")
@Tag(name = "My account")
@Authenticated
@RunOnVirtualThread
class AccountTokensApi {

    private final CurrentUser current;
    private final ApiTokens tokens;
    private final Pages pages;

    AccountTokensApi(CurrentUser current, ApiTokens tokens, Pages pages) {
        this.current = current;
        this.tokens = tokens;
        this.pages = pages;
    }

    @GET
    @Operation(summary = "List one's API tokens")
    public Listing<TokenView> list() {
        var found = QuarkusTransaction.requiringNew().call(() -> ApiToken.of(current.id()));
        return new Listing<>(found.stream().map(TokenView::of).toList(), null);
    }

    @POST
    @Operation(
            summary = "Make an API token",
            description =
                    "The answer has the token itself, for the only time. Scopes: `read` (everything but configurations, which have keys), `peers`"
                            + " (read and change peers), `admin` (everything). It never reaches farther than its owner's role.")
    @RequestBody(
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = TokenView.New.class)))
    @APIResponse(
            responseCode = "201",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = TokenView.class)))
    public Response make(@Nullable JsonNode body) {
        var patch = Patch.of(body, "name", "scopes", "expiresAt");
        var name = patch.text("name", "");
        var scopes = patch.list("scopes", List.of());
        var expiresAt = patch.optionalTime("expiresAt", null);
        patch.errors().reject();
        var made = tokens.make(current.id(), name, scopes, expiresAt);
        return Response.status(Response.Status.CREATED)
                .header(
                        "Location",
                        pages.path("/api/v1/account/tokens/" + made.token().id()))
                .entity(TokenView.of(made))
                .build();
    }

    @DELETE
    @Path("{token}")
    @Operation(summary = "Revoke one of one's API tokens")
    @APIResponse(responseCode = "204")
    public void revoke(UUID token) {
        tokens.revoke(current.id(), token);
    }
}
