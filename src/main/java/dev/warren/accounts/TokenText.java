package dev.warren.accounts;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/// An API token as its owner sees it once: `wrn_` and 256 random bits in base64url. The beginning lets scanners of
/// published code recognize it.
record TokenText(String text) {

    private static final String BEGINNING = "wrn_";
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Pattern FORM = Pattern.compile(BEGINNING + "[A-Za-z0-9_-]{43}");

    static TokenText generate() {
        var bits = new byte[32];
        RANDOM.nextBytes(bits);
        return new TokenText(BEGINNING + Base64.getUrlEncoder().withoutPadding().encodeToString(bits));
    }

    static Optional<TokenText> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new TokenText(text)) : Optional.empty();
    }

    /// What the database has of it; a plain SHA-256 does for 256 random bits.
    byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "TokenText";
    }
}
