package dev.warren.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.quarkus.qute.i18n.Message;
import java.io.IOException;
import java.io.StringReader;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The page of the audit log has a label for everything that can be recorded.
class AuditFactsTest {

    private static final Path LABELS = Path.of("src/main/resources/templates/tags/factLabel.html");
    private static final Pattern CASE = Pattern.compile("\\{#case '([^']+)'}(\\{#switch name})?");

    private static final Path VALUES = Path.of("src/main/resources/templates/tags/factValue.html");
    private static final Pattern CASES = Pattern.compile("\\{#case (?:in )?('[^}]+')}(\\{#switch name})?");
    private static final Pattern ACTION = Pattern.compile(
            "\"(?:audit|interface|log-level|master-key|peer|session|settings|tag|token|user)\\.([a-z-]+)\"");
    private static final Pattern WORD = Pattern.compile("\\{#is '([^']+)'}");

    /// What each is recorded of, by the type of its [Subject].
    private static final Map<String, List<String>> RECORDED = Map.of(
            "audit", List.of("audit.AuditRetention$Forgotten"),
            "interface",
                    List.of(
                            "interfaces.InterfaceFacts",
                            "interfaces.InterfaceChanges$KeyFacts",
                            "interfaces.InterfaceMoves$RangeFacts"),
            "log", List.of("logging.LogLevels$Entry"),
            "master-key", List.of("secrets.MasterKeyRotation$KeyFacts"),
            "peer",
                    List.of(
                            "peers.PeerFacts",
                            "peers.PeerCaptures$Facts",
                            "delivery.ConfigMail$Facts",
                            "delivery.Links$Facts",
                            "delivery.Links$Guess"),
            "settings", List.of("settings.SettingsChanges$Facts"),
            "tag", List.of("peers.TagColours$Coloured"),
            "token", List.of("accounts.ApiToken$Facts"),
            "user",
                    List.of(
                            "accounts.User$Facts",
                            "accounts.SecondFactors$CodesLeft",
                            "accounts.SignIn$SessionFacts",
                            "accounts.UserChanges$SessionFacts",
                            "accounts.UserChanges$SessionCount"));

    @Test
    void nothing_that_is_recorded_lacks_a_label() throws Exception {
        var labelled = labelled();
        for (var type : RECORDED.entrySet()) {
            var names = new TreeSet<String>();
            for (var facts : type.getValue()) {
                names.addAll(names(Class.forName("dev.warren." + facts)));
            }
            assertEquals(names, labelled.get(type.getKey()), type::getKey);
        }
        assertEquals(RECORDED.keySet(), labelled.keySet());
    }

    /// A name or an address is its own word; a truth, a moment or one of a few is none.
    @Test
    void nothing_that_is_recorded_is_shown_as_a_program_writes_it() throws Exception {
        var said = said();
        for (var type : RECORDED.entrySet()) {
            for (var facts : type.getValue()) {
                var unsaid = new TreeSet<>(technical("", Class.forName("dev.warren." + facts)));
                unsaid.removeAll(said.getOrDefault(type.getKey(), List.of()));
                assertEquals(Set.of(), unsaid, facts);
            }
        }
    }

    @Test
    void everything_that_is_done_has_words_in_every_language() throws Exception {
        var done = new TreeSet<String>();
        try (var files = Files.walk(Path.of("src/main/java"))) {
            for (var file :
                    files.filter(each -> each.toString().endsWith(".java")).toList()) {
                ACTION.matcher(Files.readString(file))
                        .results()
                        .map(AuditFactsTest::done)
                        .forEach(done::add);
            }
        }
        done.removeAll(Set.of("id", "name", "csv", "ndjson")); // columns and files
        assertEquals(
                done,
                words(AuditTexts.class
                        .getMethod("done", String.class)
                        .getAnnotation(Message.class)
                        .value()));
        try (var files = Files.newDirectoryStream(Path.of("src/main/resources/messages"), "audit_*.properties")) {
            for (var file : files) {
                var texts = new Properties();
                texts.load(new StringReader(Files.readString(file)));
                assertEquals(done, words(texts.getProperty("done")), file::toString);
            }
        }
    }

    private static String done(MatchResult action) {
        return action.group().equals("\"session.revoked\"") ? "session.revoked" : action.group(1);
    }

    private static Set<String> words(String message) {
        return WORD.matcher(message)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// What of a record is no text by nature.
    private static Collection<String> technical(String prefix, Class<?> facts) {
        var names = new TreeSet<String>();
        for (RecordComponent component : facts.getRecordComponents()) {
            var name = prefix + component.getName();
            if (component.getType().isRecord()) {
                names.addAll(technical(name + ".", component.getType()));
            } else if (component.getType() == boolean.class
                    || component.getType() == Instant.class
                    || component.getType().isEnum()) {
                names.add(name);
            }
        }
        return names;
    }

    /// The names of values that are said otherwise than they are kept, by the type of what they were recorded of.
    private static Map<String, Collection<String>> said() throws IOException {
        var said = new TreeMap<String, Collection<String>>();
        String type = "";
        for (var found : CASES.matcher(Files.readString(VALUES)).results().toList()) {
            if (found.group(2) != null) {
                type = found.group(1).replace("'", "");
                said.put(type, new TreeSet<>());
            } else if (!type.isEmpty()) {
                said.get(type).addAll(List.of(found.group(1).replace("'", "").split(" ")));
            }
        }
        return said;
    }

    @Test
    void everything_that_is_recorded_is_looked_at() {
        var recorded = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("dev.warren").stream()
                        .filter(type -> type.isAssignableTo(AuditFacts.class) && !type.isInterface())
                        .map(JavaClass::getName)
                        .map(name -> name.substring("dev.warren.".length()))
                        .toList();
        assertEquals(
                new TreeSet<>(recorded),
                new TreeSet<>(RECORDED.values().stream().flatMap(List::stream).toList()));
    }

    /// As the log has them: a value within a value stands behind a dot.
    private static Collection<String> names(Class<?> facts) throws Exception {
        var names = new TreeSet<String>();
        for (RecordComponent component : facts.getRecordComponents()) {
            if (component.getType().isRecord()) {
                names(component.getType()).forEach(within -> names.add(component.getName() + "." + within));
            } else if (component.getType() == Map.class) {
                names.addAll(settings());
            } else {
                names.add(component.getName());
            }
        }
        return names;
    }

    /// The settings are no components: they are recorded by their keys.
    private static List<String> settings() throws Exception {
        Class<?> setting = Class.forName("dev.warren.settings.Setting");
        var key = setting.getDeclaredMethod("key");
        key.setAccessible(true);
        return Stream.of(setting.getEnumConstants())
                .map(each -> {
                    try {
                        return (String) key.invoke(each);
                    } catch (ReflectiveOperationException e) {
                        throw new AssertionError(e);
                    }
                })
                .toList();
    }

    /// The names of values by the type of what they were recorded of.
    private static Map<String, Collection<String>> labelled() throws IOException {
        var labelled = new TreeMap<String, Collection<String>>();
        String type = "";
        for (var found : CASE.matcher(Files.readString(LABELS)).results().toList()) {
            if (found.group(2) != null) {
                type = found.group(1);
                labelled.put(type, new TreeSet<>());
            } else {
                labelled.get(type).add(found.group(1));
            }
        }
        return labelled;
    }
}
