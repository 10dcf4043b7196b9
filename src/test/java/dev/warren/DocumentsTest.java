package dev.warren;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What the documents point at is there.
class DocumentsTest {

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]*)(?:#([^)]+))?\\)");
    private static final Pattern VARIABLE = Pattern.compile("\\bWARREN(?:_[A-Z0-9]+)+\\b");

    /// Variables of files beside Warren's own settings, which explain themselves there.
    private static final Set<String> OF_COMPOSE = Set.of("WARREN_WEB", "WARREN_UDP_PORT");

    private static List<Path> documents() {
        try (Stream<Path> docs = Files.list(Path.of("src/docs"))) {
            return Stream.concat(
                            docs.filter(file -> file.toString().endsWith(".md")),
                            Stream.of("README.md", "CONTRIBUTING.md", "SECURITY.md")
                                    .map(Path::of))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void every_link_leads_to_a_file_and_every_anchor_to_a_heading() {
        var broken = new TreeSet<String>();
        for (Path document : documents()) {
            LINK.matcher(read(document)).results().forEach(link -> {
                Path target = link.group(1).isEmpty()
                        ? document
                        : document.resolveSibling(link.group(1)).normalize();
                boolean leads = Files.exists(target)
                        && (link.group(2) == null || anchors(target).contains(link.group(2)));
                if (!leads) {
                    broken.add(document + ": " + link.group());
                }
            });
        }
        assertEquals(Set.of(), broken);
    }

    private static Set<String> anchors(Path document) {
        return read(document)
                .lines()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
                .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    @Test
    void every_variable_that_a_document_names_is_in_the_table_of_settings() {
        Set<String> known = new TreeSet<>(variables(read(Path.of("README.md"))));
        known.addAll(OF_COMPOSE);
        for (Path document : documents()) {
            Set<String> named = variables(read(document));
            named.removeAll(known);
            assertEquals(Set.of(), named, document.toString());
        }
        for (String file : List.of("docker-compose.yml", ".env.example", "Dockerfile")) {
            Set<String> named = variables(read(Path.of(file)));
            named.removeAll(known);
            assertEquals(Set.of(), named, file);
        }
    }

    private static Set<String> variables(String text) {
        return VARIABLE.matcher(text)
                .results()
                .map(found -> found.group())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void every_document_can_be_found_from_the_readme() {
        String pages = documents().stream().map(DocumentsTest::read).collect(Collectors.joining());
        for (Path document : documents()) {
            String name = document.getFileName().toString();
            assertTrue(name.equals("README.md") || pages.contains(name + ")") || pages.contains(name + "#"), name);
        }
    }
}
