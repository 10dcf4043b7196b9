package dev.warren.web;

import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.MessageBundles;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.Optional;
import java.util.stream.Stream;

/// A language that the pages speak. The texts of all but English stand in `messages/<bundle>_<language>.properties`.
public enum Language {
    DE("Deutsch"),
    EN("English"),
    ES("Español"),
    FR("Français"),
    IT("Italiano"),
    PL("Polski"),
    PT("Português"),
    TR("Türkçe"),
    RU("Русский"),
    UK("Українська"),
    ZH("简体中文"),
    JA("日本語");

    /// Nobody's browser has more to say than this.
    private static final int LONGEST_ACCEPT_LANGUAGE = 400;

    private final String ownName;

    Language(String ownName) {
        this.ownName = ownName;
    }

    /// What its speakers call it.
    public String ownName() {
        return ownName;
    }

    /// The name in cookies and forms, and in the names of the files.
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The name for `lang` attributes, which for Chinese tells the script too.
    public String tag() {
        return this == ZH ? "zh-Hans" : code();
    }

    public Locale locale() {
        return Locale.of(code());
    }

    /// The texts of a message bundle in this language, where no template says them.
    public <T> T texts(Class<T> bundle) {
        return this == EN ? MessageBundles.get(bundle) : MessageBundles.get(bundle, Localized.Literal.of(code()));
    }

    /// The language with this [#code].
    public static Optional<Language> of(String code) {
        return Stream.of(values()).filter(each -> each.code().equals(code)).findFirst();
    }

    /// The first of these that a browser's `Accept-Language` asks for; English if it asks for none.
    static Language accepted(String header) {
        if (header.isBlank() || header.length() > LONGEST_ACCEPT_LANGUAGE) {
            return EN;
        }
        try {
            return LanguageRange.parse(header).stream()
                    .filter(range -> range.getWeight() > 0)
                    .flatMap(range -> of(range.getRange().split("-", 2)[0]).stream())
                    .findFirst()
                    .orElse(EN);
        } catch (IllegalArgumentException e) {
            return EN;
        }
    }
}
