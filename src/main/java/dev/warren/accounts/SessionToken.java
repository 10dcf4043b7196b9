package dev.warren.accounts;

import dev.warren.web.RandomText;
import dev.warren.web.Sha256;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a browser shows to go on with its session: 256 random bits, as 43 characters of base64url. The database
/// only has its hash. A plain SHA-256 is enough for that: nobody can guess 256 bits, however fast the hash is.
record SessionToken(String text) {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");

    static SessionToken generate() {
        return new SessionToken(RandomText.of(32));
    }

    static Optional<SessionToken> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new SessionToken(text)) : Optional.empty();
    }

    byte[] hash() {
        return Sha256.of(text);
    }

    @Override
    public String toString() {
        return "SessionToken";
    }
}
