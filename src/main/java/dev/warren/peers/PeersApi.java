package dev.warren.peers;

import com.fasterxml.jackson.databind.JsonNode;
import dev.warren.accounts.Roles;
import dev.warren.web.Idempotent;
import dev.warren.web.Keyset;
import dev.warren.web.ListQuery;
import dev.warren.web.Listing;
import dev.warren.web.Pages;
import dev.warren.web.Versions;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// `/api/v1/peers`: the list of peers, and new ones.
@Path("/api/v1/peers")
@Blocking
@Tag(name = "Peers")
class PeersApi {

    private final PeerChanges changes;
    private final PeerReach reach;
    private final PeerViews views;
    private final PeerTerms terms;
    private final Roster roster;
    private final Pages pages;
    private final InstantSource clock;

    PeersApi(
            PeerChanges changes,
            PeerReach reach,
            PeerViews views,
            PeerTerms terms,
            Roster roster,
            Pages pages,
            InstantSource clock) {
        this.changes = changes;
        this.reach = reach;
        this.views = views;
        this.terms = terms;
        this.roster = roster;
        this.pages = pages;
        this.clock = clock;
    }

    @GET
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR, Roles.USER})
    @Operation(
            summary = "Peers with their live figures",
            description = "Sorted by name, address, created, handshake, received, sent or state. Users see their own.")
    public Listing<PeerView> list(
            @BeanParam ListQuery query,
            @RestQuery("interface") @Parameter(description = "id of an interface") @Nullable String wg,
            @RestQuery
                    @Parameter(description = "online, idle, never, disabled, expired, outside-window, over-quota")
                    @Nullable String state,
            @RestQuery @Nullable String tag,
            @RestQuery @Parameter(description = "id of a user, or `none`") @Nullable String owner,
            @RestQuery @Parameter(description = "true or false") @Nullable String enabled) {
        Keyset keyset = query.keyset(PeerQuery.ORDERS);
        var wanted = new PeerQuery()
                .search(query.text())
                .ofInterface(wg)
                .ofOwner(reach.owner())
                .ownedBy(owner)
                .tagged(tag)
                .enabled(enabled)
                .inState(state, terms, clock.instant())
                .orderedBy(keyset.sort(), terms, clock.instant());
        return QuarkusTransaction.requiringNew().call(() -> {
            List<PeerQuery.Row> rows = wanted.rows(keyset);
            Map<UUID, PeerView> shown =
                    views
                            .of(rows.stream()
                                    .flatMap(row -> roster.find(row.id()).stream())
                                    .toList())
                            .stream()
                            .collect(Collectors.toMap(PeerView::id, Function.identity()));
            // One that was made or deleted this very moment may be missing in memory.
            return keyset.page(
                    rows.stream().filter(row -> shown.containsKey(row.id())).toList(),
                    row -> List.of(row.position(), row.id()),
                    row -> Objects.requireNonNull(shown.get(row.id())));
        });
    }

    @POST
    @Idempotent
    @Transactional // what is answered is read in the transaction that makes it
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.USER})
    @Operation(
            summary = "Makes a peer",
            description =
                    "Only the name is needed: keys and addresses are allocated. `allowedIps` is a list of networks,"
                            + " `everything`, `vpn`, `except private` or `except 10.1.0.0/16, …`.")
    @APIResponse(
            responseCode = "201",
            description = "The peer",
            content = @Content(schema = @Schema(implementation = PeerView.class)))
    public Response create(
            @RequestBody(content = @Content(mediaType = "application/json", examples = @ExampleObject("""
                    {"name": "phone-anna", "tags": ["phones"], "owner": "anna", "allowedIps": "except private",
                     "expiresAt": "2030-12-31T23:00:00Z", "hours": "mon-fri 08:00-18:00", "zone": "Europe/Berlin",
                     "quota": {"bytes": 50000000000, "period": "month", "counts": "both", "action": "disable"}}"""))) @Nullable JsonNode body) {
        PeerRequest request = PeerRequest.created(body);
        Member made = reach.isLimited()
                ? changes.createOwn(request.interfaceId(), reach.owned(request.form()))
                : changes.create(request.interfaceId(), request.form());
        return Versions.created(pages, "/api/v1/peers/" + made.id(), views.of(made), made.version());
    }
}
