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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
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
    private static final Duration LONGEST_EXTENSION = Duration.ofDays(3_650);

    private final PeerBatch batch;
    private final PeerVerbs verbs;

    PeerBulkApi(PeerBatch batch, PeerVerbs verbs) {
        this.batch = batch;
        this.verbs = verbs;
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
                    "Actions: enable, disable, delete, rotate-keys, reset-totals, forget-handshake, tag and untag (with"
                            + " `tags`), extend (by `seconds` after the expiry), change (with `peer`, as in PATCH), copy"
                            + " (with `interface` to another one, and `suffix` for the names), create (with `peers` and,"
                            + " if there are several, `interface`). At most 10,000. One that is refused hinders no other.")
    public Results bulk(
            @RequestBody(
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            examples = {
                                                @ExampleObject(name = "disable", value = """
                    {"action": "disable", "ids": ["0199f2d4-0c8e-7a3b-9d55-3f1e1c1c2b7a"]}"""),
                                                @ExampleObject(name = "tag", value = """
                    {"action": "tag", "tags": ["phones"], "ids": ["0199f2d4-0c8e-7a3b-9d55-3f1e1c1c2b7a"]}"""),
                                                @ExampleObject(name = "extend", value = """
                    {"action": "extend", "seconds": 2592000, "ids": ["0199f2d4-0c8e-7a3b-9d55-3f1e1c1c2b7a"]}"""),
                                                @ExampleObject(name = "copy", value = """
                    {"action": "copy", "suffix": " (copy)", "ids": ["0199f2d4-0c8e-7a3b-9d55-3f1e1c1c2b7a"]}"""),
                                                @ExampleObject(name = "create", value = """
                    {"action": "create", "peers": [{"name": "phone-anna"}, {"name": "phone-berta"}]}""")
                                            }))
                    @Nullable JsonNode body) {
        Patch patch = Patch.of(body, "action", "ids", "peer", "peers", "interface", "tags", "seconds", "suffix");
        String action = patch.text("action", "");
        patch.errors().reject();
        return switch (action) {
            case "create" -> create(patch);
            case "copy" -> copy(patch);
            default -> each(ids(patch), verb(action, patch));
        };
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

    private Results copy(Patch patch) {
        List<UUID> models = ids(patch);
        String wg = patch.optionalText("interface", null);
        String suffix = Objects.requireNonNullElse(patch.verbatim("suffix"), "");
        patch.errors().reject();
        return results(models, batch.copy(wg == null ? null : id(wg, "interface"), models, suffix));
    }

    private Supplier<PeerVerb> verb(String action, Patch patch) {
        return switch (action) {
            case "enable" -> verbs::enable;
            case "disable" -> verbs::disable;
            case "delete" -> verbs::delete;
            case "rotate-keys" -> () -> verbs.rotateKeys(null);
            case "reset-totals" -> verbs::resetTotals;
            case "forget-handshake" -> verbs::forgetHandshake;
            case "tag" -> tagging(patch, verbs::tag);
            case "untag" -> tagging(patch, verbs::untag);
            case "extend" -> extension(patch);
            case "change" -> {
                PeerForm form = PeerRequest.changed(patch.node("peer"));
                yield () -> verbs.edit(form);
            }
            default ->
                throw Rejection.invalid(
                        "action",
                        "An action is one of create, copy, change, enable, disable, delete, tag, untag, extend,"
                                + " rotate-keys, reset-totals, forget-handshake.");
        };
    }

    private static Supplier<PeerVerb> tagging(Patch patch, Function<List<String>, PeerVerb> verb) {
        var tags = patch.errors().check("tags", () -> PeerTexts.tags(String.join(",", patch.list("tags", List.of()))));
        if (tags != null && tags.isEmpty()) {
            patch.errors().add("tags", "Name at least one tag.");
        }
        patch.errors().reject();
        return () -> verb.apply(Objects.requireNonNull(tags));
    }

    private Supplier<PeerVerb> extension(Patch patch) {
        long seconds = patch.number("seconds", 0);
        if (seconds < 1 || seconds > LONGEST_EXTENSION.toSeconds()) {
            patch.errors().add("seconds", "Name a time from 1 second to 10 years.");
        }
        patch.errors().reject();
        return () -> verbs.extend(Duration.ofSeconds(seconds));
    }

    private Results each(List<UUID> ids, Supplier<PeerVerb> verb) {
        return results(ids, batch.each(ids, verb));
    }

    private static Results results(List<UUID> ids, List<PeerBatch.Outcome> outcomes) {
        List<Result> results = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            Member made = outcomes.get(i).made();
            results.add(Result.of(outcomes.get(i), ids.get(i), null, made == null ? null : made.name()));
        }
        return Results.of(results);
    }

    private static List<UUID> ids(Patch patch) {
        List<String> ids = patch.list("ids", List.of());
        patch.errors().reject();
        if (ids.isEmpty() || ids.size() > MOST) {
            throw Rejection.invalid("ids", "Name from 1 to %d peers.".formatted(MOST));
        }
        return ids.stream().map(text -> id(text, "ids")).distinct().toList();
    }

    private static UUID id(String text, String field) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw Rejection.invalid(field, "This is no id.");
        }
    }
}
