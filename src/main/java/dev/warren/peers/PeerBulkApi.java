package dev.warren.peers;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.warren.accounts.Roles;
import dev.warren.web.Patch;
import dev.warren.web.Rejection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// `/api/v1/peers/bulk` and `/api/v1/peers/import`: many peers at once, each with an answer of its own.
@Path("/api/v1/peers")
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
@RunOnVirtualThread
@Tag(name = "Peers")
class PeerBulkApi {

    private static final int MOST = 10_000;

    private final PeerBatch batch;
    private final PeerChanges changes;

    PeerBulkApi(PeerBatch batch, PeerChanges changes) {
        this.batch = batch;
        this.changes = changes;
    }

    /// @param status 200 done, 201 made, or why it was refused
    /// @param errors what is wrong field by field
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Result(
            @Nullable UUID id,
            @Nullable Integer line,
            @Nullable String name,
            int status,
            @Nullable String detail,
            Map<String, String> errors) {

        static Result of(PeerBatch.Outcome outcome, @Nullable UUID id, @Nullable Integer line, @Nullable String name) {
            Rejection refusal = outcome.refusal();
            Member made = outcome.made();
            return new Result(
                    made == null ? id : made.id(),
                    line,
                    name,
                    refusal != null ? refusal.status() : made == null ? 200 : 201,
                    refusal == null ? null : refusal.sentence(),
                    refusal == null ? Map.of() : refusal.errors().all());
        }
    }

    /// @param done how many were not refused
    record Results(int done, int refused, List<Result> results) {

        static Results of(List<Result> results) {
            int refused = (int)
                    results.stream().filter(result -> result.status() >= 400).count();
            return new Results(results.size() - refused, refused, results);
        }
    }

    @POST
    @Path("bulk")
    @Operation(
            summary = "Does one thing to many peers, or makes many",
            description =
                    "Actions: enable, disable, delete, rotate-keys, reset-totals, forget-handshake, change (with"
                            + " `peer`, as in PATCH), create (with `peers` and, if there are several, `interface`). At most 10,000.")
    public Results bulk(
            @RequestBody(
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            examples = {
                                                @ExampleObject(name = "disable", value = """
                    {"action": "disable", "ids": ["0199f2d4-0c8e-7a3b-9d55-3f1e1c1c2b7a"]}"""),
                                                @ExampleObject(name = "create", value = """
                    {"action": "create", "peers": [{"name": "phone-anna"}, {"name": "phone-berta"}]}""")
                                            }))
                    @Nullable JsonNode body) {
        Patch patch = Patch.of(body, "action", "ids", "peer", "peers", "interface");
        String action = patch.text("action", "");
        List<String> ids = patch.list("ids", List.of());
        patch.errors().reject();
        if (action.equals("create")) {
            return create(patch);
        }
        return each(ids, change(action, patch));
    }

    /// Checks and, unless it is a dry run, makes what a CSV file lists.
    @POST
    @Path("import")
    @Consumes({"text/csv", "text/plain"})
    @Operation(
            summary = "Makes the peers of a CSV file",
            description =
                    "Its first line names the fields, as they are called in a peer; quotas as quotaBytes, quotaPeriod,"
                            + " quotaCounts, quotaAction. A dry run makes nothing and says what would be refused.")
    public Results importCsv(
            @RestQuery @Parameter(description = "true makes nothing") boolean dryRun,
            @RestQuery("interface") @Nullable UUID wg,
            @RequestBody(content = @Content(mediaType = "text/csv", examples = @ExampleObject("""
                    name,tags,ipv4,expiresAt
                    phone-anna,phones,,2030-12-31
                    "office, Berlin",sites,10.8.0.20,"""))) String csv) {
        PeerCsv file = PeerCsv.parse(csv, MOST);
        List<PeerBatch.Outcome> outcomes = dryRun ? batch.rehearse(wg, file.forms()) : batch.create(wg, file.forms());
        List<Result> results = new ArrayList<>();
        for (int i = 0; i < outcomes.size(); i++) {
            PeerCsv.Line line = file.lines().get(i);
            results.add(
                    Result.of(outcomes.get(i), null, line.number(), line.form().text(PeerField.NAME)));
        }
        return Results.of(results);
    }

    private Results create(Patch patch) {
        JsonNode peers = patch.node("peers");
        if (peers == null || !peers.isArray() || peers.isEmpty() || peers.size() > MOST) {
            throw Rejection.invalid("peers", "List from 1 to %d peers.".formatted(MOST));
        }
        String wg = patch.optionalText("interface", null);
        patch.errors().reject();
        List<PeerForm> forms = new ArrayList<>();
        List<@Nullable Rejection> unreadable = new ArrayList<>();
        for (JsonNode peer : peers) {
            try {
                forms.add(PeerRequest.changed(peer));
                unreadable.add(null);
            } catch (Rejection e) {
                unreadable.add(e);
            }
        }
        var outcomes =
                batch.create(wg == null ? null : id(wg, "interface"), forms).iterator();
        List<Result> results = new ArrayList<>();
        for (int i = 0; i < peers.size(); i++) {
            Rejection refusal = unreadable.get(i);
            results.add(Result.of(
                    refusal == null ? outcomes.next() : new PeerBatch.Outcome(refusal, null),
                    null,
                    null,
                    peers.get(i).path("name").asText()));
        }
        return Results.of(results);
    }

    private Consumer<UUID> change(String action, Patch patch) {
        return switch (action) {
            case "enable" -> changes::enable;
            case "disable" -> changes::disable;
            case "delete" -> changes::delete;
            case "rotate-keys" -> id -> changes.rotateKeys(id, null);
            case "reset-totals" -> changes::resetTotals;
            case "forget-handshake" -> changes::forgetHandshake;
            case "change" -> {
                PeerForm form = PeerRequest.changed(patch.node("peer"));
                yield id -> changes.change(id, form);
            }
            default ->
                throw Rejection.invalid(
                        "action",
                        "An action is one of create, change, enable, disable, delete, rotate-keys, reset-totals,"
                                + " forget-handshake.");
        };
    }

    private Results each(List<String> ids, Consumer<UUID> action) {
        if (ids.isEmpty() || ids.size() > MOST) {
            throw Rejection.invalid("ids", "Name from 1 to %d peers.".formatted(MOST));
        }
        List<UUID> all = ids.stream().map(text -> id(text, "ids")).distinct().toList();
        List<PeerBatch.Outcome> outcomes = batch.each(all, action);
        List<Result> results = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            results.add(Result.of(outcomes.get(i), all.get(i), null, null));
        }
        return Results.of(results);
    }

    private static UUID id(String text, String field) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw Rejection.invalid(field, "This is no id.");
        }
    }
}
