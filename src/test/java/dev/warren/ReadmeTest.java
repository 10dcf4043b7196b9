package dev.warren;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.config.ConfigMapping;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The README knows every setting, and no setting that is none.
class ReadmeTest {

    private static final Pattern VARIABLE = Pattern.compile("\\b(?:WARREN|INIT)(?:_[A-Z0-9]+)+\\b");

    @Test
    void the_table_of_settings_has_exactly_those_that_exist() throws IOException {
        SortedSet<String> inReadme = variables(Files.readString(Path.of("README.md")));

        SortedSet<String> existing = new TreeSet<>(variables(Files.readString(Path.of("warren"))));
        existing.addAll(variablesOfSources());
        existing.addAll(variablesOfMappings());

        assertEquals(String.join("\n", existing), String.join("\n", inReadme));
    }

    private static SortedSet<String> variablesOfSources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main"))) {
            return files.filter(file ->
                            file.toString().endsWith(".java") || file.toString().endsWith(".properties"))
                    .map(ReadmeTest::read)
                    .flatMap(text -> variables(text).stream())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /// Of a `@ConfigMapping`, what application.properties gives no shorter name.
    private static SortedSet<String> variablesOfMappings() throws IOException {
        var named = new Properties();
        try (Reader in = Files.newBufferedReader(Path.of("src/main/resources/application.properties"))) {
            named.load(in);
        }
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("dev.warren").stream()
                        .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
                        .flatMap(ReadmeTest::propertiesOf)
                        .filter(property -> !named.containsKey(property))
                        .map(property -> property.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT))
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> propertiesOf(JavaClass mapping) {
        String prefix = mapping.getAnnotationOfType(ConfigMapping.class).prefix();
        return mapping.getMethods().stream()
                .filter(method -> method.getModifiers().contains(JavaModifier.ABSTRACT))
                .map(method -> prefix + "."
                        + method.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT));
    }

    private static SortedSet<String> variables(String text) {
        return VARIABLE.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
