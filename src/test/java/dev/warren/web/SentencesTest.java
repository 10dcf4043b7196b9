package dev.warren.web;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SentencesTest {

    private static final Pattern PARAMETER = Pattern.compile("%(?:([1-9])\\$)?([a-z])");

    /// Whose sentences never come to a page: what runs before the pages do, what only programs ask, and the files
    /// for other systems.
    private static final Set<String> UNSPOKEN = Set.of(
            "ListenAddress.java",
            "LogSettings.java",
            "SecretFiles.java",
            "TlsFiles.java",
            "accounts/BasicCredentials.java",
            "accounts/TokenCredentials.java",
            "audit/AuditQuery.java",
            "cli",
            "compat",
            "database",
            "delivery/NetworkManagerKeyfile.java",
            "delivery/OpenWrtScript.java",
            "doctor/DoctorCommand.java",
            "interfaces/InterfacePatch.java",
            "logging",
            "metrics",
            "peers/LiveEvents.java",
            "peers/PeerRequest.java",
            "secrets/MasterKeyAtStart.java",
            "setup/InitVariables.java",
            "traffic/HistoryView.java",
            "web/AddressRange.java",
            "web/ApiDocument.java",
            "web/IdempotencyKey.java",
            "web/Patch.java",
            "web/RememberedAnswers.java",
            "web/Versions.java");

    /// Parts of sentences, and what is told of events.
    private static final List<String> PHRASES = List.of(
            "%s (process %d)",
            "%s used",
            "/dev/net/tun is there.",
            "add rules there that accept what comes from %1$s and what goes to it",
            "from %s",
            "last heard of at %s",
            "let them pass with “%2$s -I DOCKER-USER -i %1$s -j ACCEPT” and “%2$s -I DOCKER-USER -o %1$s -j ACCEPT”",
            "let them pass with “%2$s -I FORWARD -i %1$s -j ACCEPT” and “%2$s -I FORWARD -o %1$s -j ACCEPT”",
            "let them pass with “firewall-cmd --permanent --zone=trusted --add-interface=%1$s” and “firewall-cmd --reload”",
            "let them pass with “ufw route allow in on %1$s”",
            "the file %s",
            "the file %s (WARREN_MASTER_KEY_FILE)",
            "the kernel, as by a WireGuard interface of wg-quick, or by a process of another account",
            "while Warren was not running",
            "A colour",
            "A public key",
            "The %s hook of %s",
            "The MTU",
            "The action at the end of a quota",
            "The file is empty. Its first line names the fields, as in: name,tags,ipv4",
            "The keepalive interval",
            "The kill switch",
            "The mark",
            "The period of a quota",
            "The port",
            "The time",
            "What a quota counts");

    /// What error pages are headed with.
    private static final List<Integer> STATUSES =
            List.of(400, 401, 403, 404, 405, 406, 409, 412, 413, 415, 422, 429, 500, 502, 503);

    /// The actions of the audit log that become events.
    private static final Pattern TOLD = Pattern.compile(
            "(?:peer|interface|user|session)\\.(?!id$|name$|signed|mailed|link-|log-|capture-)([a-z-]+)");

    /// An expression of a template that ends in a sentence.
    private static final Pattern SHOWN = Pattern.compile(
            "\\{[a-zA-Z.]*(?:errors\\.of\\([^)]*\\)|\\b(?:error|trouble|reason|found|remedy|conflict|detail|hours|place))}");

    private static final FigureStyle GERMAN = new FigureStyle(
            Language.DE.locale(), List.of("B", "kB", "MB", "GB", "TB", "PB"), List.of("Tg.", "Std.", "Min.", "s"));

    private final Sentences german = new Sentences(
            Map.ofEntries(
                    entry("There is nothing here.", "Hier ist nichts."),
                    entry(
                            "A name has at most %d characters; this one has %d.",
                            "Ein Name hat höchstens %d Zeichen, nicht %d."),
                    entry("%s overlaps with %s.", "%2$s überschneidet sich mit %1$s."),
                    entry("%s overlaps with %s, a network behind %s.", "%s liegt hinter %3$s in %2$s."),
                    entry("%1$s is off: set %1$s on.", "%1$s ist aus: %1$s einschalten."),
                    entry("Port %2$d is taken.", "%2$d ist vergeben."),
                    entry("It expired on %s.", "Abgelaufen am %s."),
                    entry("It may connect %s; next on %s.", "Verbinden darf er sich %s, wieder am %s."),
                    entry("%s used", "%s verbraucht"),
                    entry("The post-up hook", "Der Post-Up-Hook"),
                    entry("“%s” is no name.", "„%s“ ist kein Name."),
                    entry("%s failed.", "%s ist fehlgeschlagen.")),
            GERMAN::rewritten);

    @Test
    void a_sentence_without_parameters_is_looked_up() {
        assertEquals("Hier ist nichts.", german.say("There is nothing here."));
    }

    @Test
    void parameters_are_read_back_and_put_where_the_translation_wants_them() {
        assertEquals(
                "Ein Name hat höchstens 64 Zeichen, nicht 70.",
                german.say("A name has at most 64 characters; this one has 70."));
        assertEquals("b überschneidet sich mit a.", german.say("a overlaps with b."));
        assertEquals("ip ist aus: ip einschalten.", german.say("ip is off: set ip on."));
        assertEquals("51820 ist vergeben.", german.say("Port 51820 is taken."));
    }

    @Test
    void of_several_that_fit_the_one_that_says_most_is_meant() {
        assertEquals("a liegt hinter anna in b.", german.say("a overlaps with b, a network behind anna."));
    }

    @Test
    void figures_and_dates_are_written_as_the_language_does() {
        assertEquals("1,25\u00a0GB verbraucht", german.say(Figures.bytes(1_250_000_000L) + " used"));
        assertEquals(
                "Abgelaufen am 3. Dezember 2030, 09:05 CET.", german.say("It expired on 3 December 2030 09:05 CET."));
        assertEquals("3. Dezember 2030, 09:05:07 UTC", german.say("3 December 2030 09:05:07 UTC"));
        assertEquals(
                "Verbinden darf er sich Mo–Fr 08:00–18:00, Sa So 10:00–24:00, wieder am 3. Dezember 2030, 09:05 CET.",
                german.say(
                        "It may connect mon-fri 08:00-18:00, sat sun 10:00-24:00; next on 3 December 2030 09:05 CET."));
        assertEquals("mon-key 08:00-18:00", german.say("mon-key 08:00-18:00"));
        assertEquals("Abgelaufen am 31 Foo 2030 09:05 CET.", german.say("It expired on 31 Foo 2030 09:05 CET."));
    }

    @Test
    void a_parameter_may_be_a_sentence_or_part_of_one() {
        assertEquals("Der Post-Up-Hook ist fehlgeschlagen.", german.say("The post-up hook failed."));
    }

    @Test
    void what_somebody_typed_is_quoted_as_it_was() {
        assertEquals("„The post-up hook“ ist kein Name.", german.say("“The post-up hook” is no name."));
        assertEquals("„%s $1“ ist kein Name.", german.say("“%s $1” is no name."));
    }

    @Test
    void what_is_not_known_stays_english() {
        assertEquals("550 No such user here", german.say("550 No such user here"));
        assertEquals("", german.say(""));
    }

    @Test
    void every_sentence_that_pages_may_show_is_in_every_catalogue() throws IOException {
        var spoken = String.join("\n", spoken());
        for (var language : languages().toList()) {
            assertEquals(spoken, String.join("\n", Sentences.catalogue(language).keySet()), language.ownName());
        }
    }

    @Test
    void in_english_an_event_is_told_in_words() throws IOException {
        assertEquals("second factor switched on by anna", Sentences.in(Language.EN, "second-factor-on by anna"));
        assertEquals("disabled by anna", Sentences.in(Language.EN, "disabled by anna"));
        assertTrue(spoken().containsAll(Sentences.catalogue(Language.EN).keySet()));
        for (var told : spoken()) {
            assertTrue(
                    !told.matches("[a-z]+-[a-z-]+ by %s")
                            || Sentences.catalogue(Language.EN).containsKey(told),
                    told);
        }
    }

    @Test
    void no_template_shows_a_sentence_in_english() throws IOException {
        var found = new ArrayList<String>();
        try (var files = Files.walk(Path.of("src/main/resources/templates"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                SHOWN.matcher(Files.readString(file))
                        .results()
                        .forEach(expression -> found.add(file.getFileName() + ": " + expression.group()));
            }
        }
        assertEquals(List.of(), found);
    }

    @ParameterizedTest
    @MethodSource("languages")
    void every_translation_has_the_parameters_of_the_english_sentence(Language language) {
        Sentences.catalogue(language).forEach((english, translation) -> {
            assertEquals(parameters(english), parameters(translation), translation);
            assertTrue(!translation.isBlank() && !translation.equals(english), () -> "not translated: " + english);
        });
    }

    @ParameterizedTest
    @MethodSource("languages")
    void every_sentence_is_taken_for_itself_and_for_no_other(Language language) {
        var catalogue = Sentences.catalogue(language);
        var sentences = new Sentences(catalogue, UnaryOperator.identity());
        catalogue.forEach((english, translation) -> {
            var values = values(english);
            assertEquals(translation.formatted(values), sentences.say(english.formatted(values)));
        });
    }

    static Stream<Language> languages() {
        return Stream.of(Language.values()).filter(language -> language != Language.EN);
    }

    /// Sentences, what is told of events, and the titles of error pages.
    private static Set<String> spoken() throws IOException {
        var spoken = new TreeSet<>(SpokenSentences.except(UNSPOKEN));
        var literals = SpokenSentences.literals(UNSPOKEN);
        for (var phrase : PHRASES) {
            assertTrue(literals.contains(phrase), () -> "nobody says any more: " + phrase);
            spoken.add(phrase);
        }
        STATUSES.forEach(status -> spoken.add(Problem.title(status)));
        for (var literal : literals) {
            var action = TOLD.matcher(literal);
            if (action.matches()) {
                spoken.add(action.group(1) + " by %s");
            }
        }
        return spoken;
    }

    /// Something for each parameter.
    private static Object[] values(String english) {
        var values = new Object[9];
        Arrays.setAll(values, place -> "wg" + place);
        parameters(english).stream()
                .filter(parameter -> parameter.endsWith("d"))
                .mapToInt(parameter -> Character.getNumericValue(parameter.charAt(0)))
                .forEach(number -> values[number - 1] = 10 + number);
        return values;
    }

    private static List<String> parameters(String text) {
        var parameters = new TreeSet<String>();
        int next = 1;
        for (var parameter : PARAMETER.matcher(text).results().toList()) {
            int number = parameter.group(1) == null ? next++ : Integer.parseInt(parameter.group(1));
            parameters.add(number + parameter.group(2));
        }
        return new ArrayList<>(parameters);
    }
}
