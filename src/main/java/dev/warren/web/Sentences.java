package dev.warren.web;

import io.quarkus.qute.TemplateExtension;
import io.quarkus.qute.TemplateExtension.TemplateAttribute;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What Warren says of its own accord (reasons, refusals, events, findings) in the language of whoever reads it.
///
/// Such a sentence is English where it arises, in the log, in answers of the API and in the database. Only where a
/// page shows it, `{sentence.translated}`, it is translated: the catalogue `sentences/<language>.po` has the same
/// format string that made the sentence, so what `%s` and `%d` stood for is read back and put into the translation,
/// figures and dates as the language writes them. What the catalogue does not know stays as it is, such as the words
/// of a mail server. The English catalogue has only what would not read well, such as the name of an action.
public final class Sentences {

    /// Nobody reads more than this, and reading parameters back takes its time.
    private static final int LONGEST = 1_000;

    private static final Map<Language, Sentences> LANGUAGES = new ConcurrentHashMap<>();

    private final UnaryOperator<String> figures;
    private final Map<String, String> whole = new HashMap<>();
    private final List<Template> templates = new ArrayList<>();

    /// @param figures writes an English figure or date as the language does, and leaves anything else
    Sentences(Map<String, String> catalogue, UnaryOperator<String> figures) {
        this.figures = figures;
        catalogue.forEach((english, translation) -> {
            if (Template.PARAMETER.matcher(english).find()) {
                templates.add(Template.of(english, translation));
            } else {
                whole.put(english, translation);
            }
        });
        // The one that leaves the least to its parameters is meant.
        templates.sort(Comparator.comparingInt(Template::said).reversed());
    }

    /// The sentence `english` in `language`.
    public static String in(Language language, String english) {
        return LANGUAGES.computeIfAbsent(language, Sentences::of).say(english);
    }

    private static Sentences of(Language language) {
        return new Sentences(
                catalogue(language),
                language == Language.EN ? UnaryOperator.identity() : FigureStyle.of(language.locale())::rewritten);
    }

    /// All of a language: English format strings with their translations.
    static Map<String, String> catalogue(Language language) {
        var name = "/sentences/" + language.code() + ".po";
        var catalogue = new TreeMap<String, String>();
        try (var in = Objects.requireNonNull(Sentences.class.getResourceAsStream(name), name)) {
            var english = "";
            for (var line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                if (line.startsWith("msgid ")) {
                    english = unquoted(line);
                } else if (line.startsWith("msgstr ") && !english.isEmpty()) {
                    catalogue.put(english, unquoted(line));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return catalogue;
    }

    private static String unquoted(String line) {
        return line.substring(line.indexOf('"') + 1, line.lastIndexOf('"')).replace("\\\"", "\"");
    }

    String say(String english) {
        var known = whole.get(english);
        if (known != null || english.length() > LONGEST) {
            return known == null ? english : known;
        }
        for (var template : templates) {
            if (english.contains(template.mark())) {
                var match = template.pattern().matcher(english);
                if (match.matches()) {
                    return template.filled(match, this);
                }
            }
        }
        return figures.apply(english);
    }

    /// A sentence with parameters.
    ///
    /// @param mark the longest text between them, which is quickly looked for
    /// @param pattern has a group for each
    /// @param said how many characters it has beside them
    private record Template(String mark, Pattern pattern, List<Parameter> parameters, int said, String translation) {

        private static final Pattern PARAMETER = Pattern.compile("%(?:([1-9])\\$)?([sd])");

        static Template of(String english, String translation) {
            var regex = new StringBuilder();
            var parameters = new ArrayList<Parameter>();
            var found = PARAMETER.matcher(english);
            var mark = "";
            int end = 0;
            int said = 0;
            while (found.find()) {
                var text = english.substring(end, found.start());
                mark = longer(mark, text);
                said += text.length();
                end = found.end();
                regex.append(Pattern.quote(text));
                var parameter = new Parameter(
                        found.group(1) == null ? parameters.size() : Integer.parseInt(found.group(1)) - 1,
                        text.endsWith("“"));
                int before = parameters.stream().map(Parameter::place).toList().indexOf(parameter.place());
                if (before >= 0) {
                    regex.append('\\').append(before + 1);
                } else {
                    regex.append(found.group(2).equals("d") ? "(-?\\d+)" : "(.*?)");
                    parameters.add(parameter);
                }
            }
            var last = english.substring(end);
            return new Template(
                    longer(mark, last),
                    Pattern.compile(regex + Pattern.quote(last), Pattern.DOTALL),
                    parameters,
                    said + last.length(),
                    PARAMETER.matcher(translation).replaceAll(each -> each.group(1) == null ? "%s" : "%$1\\$s"));
        }

        private static String longer(String one, String other) {
            return other.length() > one.length() ? other : one;
        }

        /// The translation with what stands in `english`, which the pattern matched.
        String filled(Matcher english, Sentences sentences) {
            var values = new Object
                    [parameters.stream().mapToInt(Parameter::place).max().orElse(0) + 1];
            for (int i = 0; i < parameters.size(); i++) {
                var text = english.group(i + 1);
                values[parameters.get(i).place()] = parameters.get(i).quoted() ? text : sentences.say(text);
            }
            return translation.formatted(values);
        }
    }

    /// @param place among the arguments of the format string, from 0
    /// @param quoted whether it is somebody's own text
    private record Parameter(int place, boolean quoted) {}

    /// The same in templates.
    @TemplateExtension
    static final class InTemplates {

        private InTemplates() {}

        static String translated(String english, @TemplateAttribute("locale") Object locale) {
            return Language.of(((Locale) locale).getLanguage())
                    .map(language -> in(language, english))
                    .orElse(english);
        }
    }
}
