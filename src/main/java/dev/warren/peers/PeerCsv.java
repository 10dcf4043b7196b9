package dev.warren.peers;

import dev.warren.interfaces.Shortened;
import dev.warren.web.FieldErrors;
import dev.warren.web.Rejection;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A CSV file (RFC 4180) that lists peers: a line with the names of fields, and one line for each peer. Commas or
/// semicolons separate; whichever the first line has more of.
record PeerCsv(List<Line> lines) {

    /// Whose peers they are and which keys they have is this server's own.
    private static final List<PeerField> EXPORTED = Stream.of(PeerField.values())
            .filter(field -> field != PeerField.OWNER && field != PeerField.PUBLIC_KEY)
            .toList();

    /// @param number in the file, from 1
    record Line(int number, PeerForm form) {}

    /// @throws Rejection if it is no such file; the fields' values are not checked yet
    static PeerCsv parse(String text, int most) {
        List<Row> rows = rows(text.startsWith("\uFEFF") ? text.substring(1) : text);
        if (rows.isEmpty()) {
            throw Rejection.invalid("csv", "The file is empty. Its first line names the fields, as in: name,tags,ipv4");
        }
        List<PeerField> fields = fields(rows.getFirst().cells());
        if (rows.size() - 1 > most) {
            throw Rejection.invalid("csv", "The file has more than %d peers.".formatted(most));
        }
        List<Line> lines = new ArrayList<>();
        for (Row row : rows.subList(1, rows.size())) {
            if (row.cells().size() != fields.size()) {
                throw Rejection.invalid(
                        "csv",
                        "Line %d has %d values, but there are %d fields."
                                .formatted(row.number(), row.cells().size(), fields.size()));
            }
            lines.add(new Line(row.number(), form(fields, row.cells())));
        }
        return new PeerCsv(lines);
    }

    /// A file of `members` that [#parse] reads, without their keys: whoever imports it makes new ones.
    static String text(List<Member> members) {
        var text = new StringBuilder(EXPORTED.stream().map(PeerField::key).collect(Collectors.joining(",")))
                .append("\r\n");
        for (Member member : members) {
            PeerForm form = PeerForm.of(member);
            text.append(EXPORTED.stream().map(form::text).map(PeerCsv::cell).collect(Collectors.joining(",")))
                    .append("\r\n");
        }
        return text.toString();
    }

    /// Quoted where it has to be; what a spreadsheet would take for a formula gets an apostrophe, as does what
    /// looks as if it had got one.
    private static String cell(String text) {
        String safe = text.matches("(?s)'*[=+@\\t-].*") ? "'" + text : text;
        return safe.matches("(?s).*[\",;\r\n].*") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }

    /// Without the apostrophe of [#cell(String)].
    private static String unguarded(String cell) {
        return cell.matches("(?s)'+[=+@\\t-].*") ? cell.substring(1) : cell;
    }

    List<PeerForm> forms() {
        return lines.stream().map(Line::form).toList();
    }

    private static PeerForm form(List<PeerField> fields, List<String> cells) {
        PeerForm form = PeerForm.empty();
        for (int i = 0; i < fields.size(); i++) {
            // An empty cell says nothing, so a switch without a word is as a new peer has it.
            if (!cells.get(i).isBlank()) {
                form = form.with(fields.get(i), unguarded(cells.get(i)));
            }
        }
        return form;
    }

    private static List<PeerField> fields(List<String> names) {
        var errors = new FieldErrors();
        List<PeerField> fields = new ArrayList<>();
        for (String name : names) {
            PeerField.of(name.strip())
                    .ifPresentOrElse(
                            fields::add,
                            () -> errors.add(
                                    "csv",
                                    "“%s” is no field. There are: %s."
                                            .formatted(
                                                    Shortened.of(name),
                                                    Stream.of(PeerField.values())
                                                            .map(PeerField::key)
                                                            .collect(Collectors.joining(", ")))));
        }
        if (!fields.contains(PeerField.NAME)) {
            errors.add("csv", "The first line has to name the fields, and one of them has to be name.");
        }
        errors.reject();
        return fields;
    }

    private record Row(int number, List<String> cells) {}

    private static List<Row> rows(String text) {
        char separator = separator(text);
        List<Row> rows = new ArrayList<>();
        List<String> cells = new ArrayList<>();
        var cell = new StringBuilder();
        boolean quoted = false;
        int line = 1;
        int begun = 1;
        for (int i = 0; i <= text.length(); i++) {
            char c = i == text.length() ? '\n' : text.charAt(i);
            if (quoted && i == text.length()) {
                throw Rejection.invalid("csv", "Line %d has a quotation mark that is never closed.".formatted(begun));
            }
            if (c == '"' && quoted && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                cell.append(c);
                i++;
            } else if (c == '"' && (quoted || cell.isEmpty())) {
                quoted = !quoted;
            } else if (quoted || c != separator && c != '\n') {
                cell.append(c);
            } else {
                cells.add(stripped(cell));
                cell.setLength(0);
                if (c == '\n') {
                    if (cells.size() > 1 || !cells.getFirst().isEmpty()) {
                        rows.add(new Row(begun, cells));
                    }
                    cells = new ArrayList<>();
                    begun = line + 1;
                }
            }
            line += c == '\n' ? 1 : 0;
        }
        return rows;
    }

    private static String stripped(StringBuilder cell) {
        return cell.toString().strip();
    }

    private static char separator(String text) {
        String first = text.lines().findFirst().orElse("");
        return first.chars().filter(c -> c == ';').count()
                        > first.chars().filter(c -> c == ',').count()
                ? ';'
                : ',';
    }
}
