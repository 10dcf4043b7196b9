package dev.warren.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The page of the audit log has a label for everything that can be recorded.
class AuditFactsTest {

    private static final Path LABELS = Path.of("src/main/resources/templates/tags/factLabel.html");
    private static final Pattern CASE = Pattern.compile("\\{#case '([^']+)'}(\\{#switch name})?");

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
