package dev.warren;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.warren.web.Language;
import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Everything that pages say can be said in every language, and stands where it can be translated.
class MessagesTest {

    private static final Path MESSAGES = Path.of("src/main/resources/messages");
    private static final Path TEMPLATES = Path.of("src/main/resources/templates");

    /// `{name}`, `{#if name}`, `{peers:state(name)}`, but not `\{`.
    private static final Pattern EXPRESSION = Pattern.compile("(?<!\\\\)\\{([#/a-zA-Z][^}]*)}");

    /// What is the same in every language: names, examples and signs of the trade.
    private static final Pattern NAMES = Pattern.compile(
            "\\b(Warren|WireGuard|QR|API|JSON|CSV|ZIP|DNS|MTU|IPv4|IPv6|URL|SMTP|TOTP|ID|OpenAPI|AllowedIPs|PNG)\\b");

    record Bundle(String name, Class<?> type) {

        SequencedMap<String, String> english() {
            var messages = new TreeMap<String, String>();
            for (Method method : type.getDeclaredMethods()) {
                messages.put(
                        method.getName(), method.getAnnotation(Message.class).value());
            }
            return messages;
        }

        Path file(Language language) {
            return MESSAGES.resolve(name + "_" + language.code() + ".properties");
        }

        Properties translation(Language language) throws IOException {
            var texts = new Properties();
            try (var reader = Files.newBufferedReader(file(language), StandardCharsets.UTF_8)) {
                texts.load(reader);
            }
            return texts;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    record Case(Bundle bundle, Language language) {
        @Override
        public String toString() {
            return bundle + " in " + language.ownName();
        }
    }

    static List<Bundle> bundles() {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("dev.warren").stream()
                        .filter(type -> type.isAnnotatedWith(MessageBundle.class))
                        .map(type -> new Bundle(
                                type.getAnnotationOfType(MessageBundle.class).value(), type.reflect()))
                        .toList();
    }

    static Stream<Case> cases() {
        return bundles().stream()
                .flatMap(bundle -> Stream.of(Language.values())
                        .filter(language -> language != Language.EN)
                        .map(language -> new Case(bundle, language)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void every_message_is_translated_with_the_same_parameters(Case each) throws IOException {
        var english = each.bundle().english();
        var translation = each.bundle().translation(each.language());

        assertEquals(english.keySet(), new TreeSet<>(translation.stringPropertyNames()));
        for (var message : english.entrySet()) {
            var text = translation.getProperty(message.getKey());
            assertFalse(text.isBlank() && !message.getValue().isBlank(), () -> message.getKey() + " is empty");
            assertEquals(
                    parameters(message.getValue()),
                    parameters(text),
                    () -> message.getKey() + ": the parameters of “" + message.getValue() + "” and “" + text + "”");
        }
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void most_of_a_translation_differs_from_the_english_text(Bundle bundle) throws IOException {
        var english = bundle.english();
        for (Language language : Language.values()) {
            if (language == Language.EN) {
                continue;
            }
            var translation = bundle.translation(language);
            long same = english.entrySet().stream()
                    .filter(each -> each.getValue().equals(translation.getProperty(each.getKey())))
                    .count();
            assertTrue(
                    same * 4 <= english.size(),
                    () -> "%s: %d of %d texts are the English ones"
                            .formatted(bundle.file(language), same, english.size()));
        }
    }

    @Test
    void no_template_has_a_text_of_its_own() throws IOException {
        var found = new ArrayList<String>();
        try (var files = Files.walk(TEMPLATES)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".html")).toList()) {
                ownTexts(Files.readString(file)).forEach(text -> found.add(TEMPLATES.relativize(file) + ": " + text));
            }
        }
        assertEquals(List.of(), found);
    }

    /// Words between tags, and in the attributes that people read.
    private static List<String> ownTexts(String template) {
        var html = template.replaceAll("(?s)\\{!.*?!}", "")
                .replaceAll("(?s)<!--.*?-->", "")
                .replaceAll("'\\\\\\{}'|\\\\\\{", "")
                .replaceAll("(?s)\\{#insert referrer}[a-z-]+\\{/}", "")
                .replaceAll("\\{#referrer}[a-z-]+\\{/referrer}", "")
                .replaceAll("(?s)\\{[^{}]*}", "");
        var texts = new ArrayList<String>();
        Pattern.compile("\\b(?:title|alt|placeholder|aria-label|data-ago|data-never|label)=\"([^\"]*)\"")
                .matcher(html)
                .results()
                .map(result -> result.group(1))
                .forEach(texts::add);
        for (String text :
                html.replaceAll("(?s)<(code|kbd|samp|pre)\\b.*?</\\1>", "").split("(?s)<(?:[^>\"]++|\"[^\"]*+\")*+>")) {
            texts.add(text);
        }
        return texts.stream()
                .map(text -> NAMES.matcher(text)
                        .replaceAll("")
                        .replaceAll("&[a-z]+;", "")
                        .strip())
                .filter(text -> text.codePoints().filter(Character::isLetter).count() > 1)
                .toList();
    }

    /// The names that a message's expressions begin with.
    private static TreeSet<String> parameters(String message) {
        var names = new TreeSet<String>();
        EXPRESSION.matcher(message).results().forEach(expression -> {
            var text = expression.group(1);
            if (!text.startsWith("#") && !text.startsWith("/")) {
                names.add(text.replaceAll("[^a-zA-Z0-9_].*", ""));
            }
        });
        return names;
    }
}
