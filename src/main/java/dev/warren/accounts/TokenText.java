package dev.warren.accounts;

import dev.warren.web.RandomText;
import dev.warren.web.Sha256;
import java.util.Optional;
import java.util.regex.Pattern;

/// An API token as its owner sees it once: `wrn_` and 256 random bits in base64url. The beginning lets scanners of
/// published code recognize it.
record TokenText(String text) {

    private static final String BEGINNING = "wrn_";
    private static final Pattern FORM = Pattern.compile(BEGINNING + "[A-Za-z0-9_-]{43}");

    static TokenText generate() {
        return new TokenText(BEGINNING + RandomText.of(32));
    }

    static Optional<TokenText> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new TokenText(text)) : Optional.empty();
    }

    /// What the database has of it; a plain SHA-256 does for 256 random bits.
    byte[] hash() {
        return Sha256.of(text);
    }

    @Override
    public String toString() {
        return "TokenText";
    }
}
