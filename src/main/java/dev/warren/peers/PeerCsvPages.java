package dev.warren.peers;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.warren.accounts.Roles;
import dev.warren.web.FieldErrors;
import dev.warren.web.Languages;
import dev.warren.web.Pages;
import dev.warren.web.Rejection;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;

/// Peers from a CSV file, looked at before they are made, and as one.
@Path("/peers")
@RunOnVirtualThread
class PeerCsvPages {

    private static final int MOST = 10_000;

    /// Few enough that somebody who waits sees it move.
    private static final int TOGETHER = 500;

    private static final int LONGEST = 4 * 1024 * 1024;

    private final PeerBatch batch;
    private final PeerLists lists;
    private final Roster roster;
    private final Pages pages;
    private final Languages languages;

    PeerCsvPages(PeerBatch batch, PeerLists lists, Roster roster, Pages pages, Languages languages) {
        this.batch = batch;
        this.lists = lists;
        this.roster = roster;
        this.pages = pages;
        this.languages = languages;
    }

    /// A line of the file, and what would become of it.
    ///
    /// @param sentences what is wrong; empty if nothing is
    record Line(int number, String name, List<String> sentences) {

        @JsonIgnore
        public boolean isGood() {
            return sentences.isEmpty();
        }
    }

    /// What became of a part of a file.
    ///
    /// @param refused the lines that could not be made
    /// @param next where the part after it begins
    record Part(int done, List<Line> refused, int next) {}

    /// What would become of a file, or has.
    record Preview(String csv, String interfaceId, List<Line> lines, boolean made) {

        /// More lines than anybody reads; those that are refused come first.
        private static final int SHOWN = 200;

        public long good() {
            return lines.stream().filter(Line::isGood).count();
        }

        public long bad() {
            return lines.size() - good();
        }

        public List<Line> shown() {
            List<Line> ordered = new ArrayList<>(
                    lines.stream().filter(line -> !line.isGood()).toList());
            ordered.addAll(lines.stream().filter(Line::isGood).toList());
            return ordered.subList(0, Math.min(SHOWN, ordered.size()));
        }

        public int hidden() {
            return Math.max(0, lines.size() - SHOWN);
        }
    }

    @CheckedTemplate(basePath = "peers")
    static class Templates {
        static native TemplateInstance imports(String csv, List<PeerLists.Choice> interfaces, FieldErrors errors);

        static native TemplateInstance preview(Preview preview);
    }

    @GET
    @Path("import")
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
    public TemplateInstance form() {
        return Templates.imports("", lists.offer().interfaces(), FieldErrors.none());
    }

    /// Says what would become of each line; makes nothing.
    @POST
    @Path("import")
    @Consumes({MediaType.MULTIPART_FORM_DATA, MediaType.APPLICATION_FORM_URLENCODED})
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
    public Response preview(
            @RestForm @Nullable String csv,
            @RestForm("interface") @Nullable String wg,
            @RestForm @Nullable FileUpload file) {
        String text = csv == null ? "" : csv;
        try {
            if (file != null && file.size() > 0) {
                text = read(file);
            }
            return Response.ok(Templates.preview(look(text, wg, false))).build();
        } catch (Rejection e) {
            return pages.again(e, Templates.imports(text, lists.offer().interfaces(), FieldErrors.of(e, "form")));
        }
    }

    /// Makes the good lines, and says which were none.
    @POST
    @Path("import/confirmation")
    @Consumes({MediaType.MULTIPART_FORM_DATA, MediaType.APPLICATION_FORM_URLENCODED})
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
    public Response make(@RestForm @Nullable String csv, @RestForm("interface") @Nullable String wg) {
        Preview made = look(csv == null ? "" : csv, wg, true);
        return made.bad() == 0
                ? pages.redirect("/peers?sort=-created")
                : Response.ok(Templates.preview(made)).build();
    }

    /// Makes a part of the lines, for the script that shows how far it is.
    ///
    /// @param from the first of them, counted from 0
    @POST
    @Path("import/part")
    @Consumes({MediaType.MULTIPART_FORM_DATA, MediaType.APPLICATION_FORM_URLENCODED})
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
    public Part makePart(
            @RestForm @Nullable String csv, @RestForm("interface") @Nullable String wg, @RestForm int from) {
        PeerCsv file = PeerCsv.parse(csv == null ? "" : csv, MOST);
        int first = Math.clamp(from, 0, file.lines().size());
        List<PeerCsv.Line> part = file.lines()
                .subList(first, Math.min(first + TOGETHER, file.lines().size()));
        List<Line> lines = look(part, wg, true);
        return new Part(
                (int) lines.stream().filter(Line::isGood).count(),
                lines.stream().filter(line -> !line.isGood()).toList(),
                first + part.size());
    }

    @GET
    @Path("export")
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
    public Response export(@BeanParam PeerFilter filter) {
        List<Member> members = lists.ids(filter).stream()
                .flatMap(id -> roster.find(id).stream())
                .sorted()
                .toList();
        return Response.ok(PeerCsv.text(members))
                .type("text/csv;charset=UTF-8")
                .header("Content-Disposition", "attachment; filename=\"peers.csv\"")
                .build();
    }

    private Preview look(String csv, @Nullable String wg, boolean make) {
        return new Preview(
                csv, wg == null ? "" : wg, look(PeerCsv.parse(csv, MOST).lines(), wg, make), make);
    }

    private List<Line> look(List<PeerCsv.Line> asked, @Nullable String wg, boolean make) {
        UUID interfaceId = wg == null || wg.isBlank() ? null : PeerReach.uuid(wg);
        List<PeerForm> forms = asked.stream().map(PeerCsv.Line::form).toList();
        List<PeerBatch.Outcome> outcomes = make ? batch.create(interfaceId, forms) : batch.rehearse(interfaceId, forms);
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < outcomes.size(); i++) {
            PeerCsv.Line line = asked.get(i);
            Rejection refusal = outcomes.get(i).refusal();
            lines.add(new Line(
                    line.number(), line.form().text(PeerField.NAME), refusal == null ? List.of() : sentences(refusal)));
        }
        return lines;
    }

    private List<String> sentences(Rejection refusal) {
        return refusal.errors().isEmpty()
                ? List.of(languages.translated(refusal.sentence()))
                : refusal.errors().all().entrySet().stream()
                        .map(error -> error.getKey() + ": " + languages.translated(error.getValue()))
                        .toList();
    }

    private static String read(FileUpload file) {
        if (file.size() > LONGEST) {
            throw Rejection.invalid("csv", "The file is larger than %d MB.".formatted(LONGEST / 1024 / 1024));
        }
        try {
            return Files.readString(file.uploadedFile(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw Rejection.invalid("csv", "The file is no text in UTF-8.");
        }
    }
}
