package dev.warren.accounts;

import dev.warren.web.FieldErrors;

/// What a new password must be like: long enough, not the user's name, and not one character over and over.
/// No rule asks for certain kinds of characters, since such rules make passwords easier to guess and harder to keep
/// in mind (NIST SP 800-63B, 5.1.1.2).
public final class Passwords {

    public static final int SHORTEST = 8;
    public static final int LONGEST = 256;
    private static final int FEWEST_DIFFERENT = 4;

    private Passwords() {}

    /// Notes under `field` what keeps `password` from being the one of `username`.
    public static void check(String field, String password, String username, FieldErrors errors) {
        if (password.isEmpty()) {
            errors.add(field, "Choose a password.");
        } else if (password.length() < SHORTEST) {
            errors.add(field, "A password has at least %d characters.".formatted(SHORTEST));
        } else if (password.length() > LONGEST) {
            errors.add(field, "A password has at most %d characters.".formatted(LONGEST));
        } else if (password.strip().equalsIgnoreCase(username.strip())) {
            errors.add(field, "The password must not be the user name.");
        } else if (password.codePoints().distinct().count() < FEWEST_DIFFERENT) {
            errors.add(field, "This password repeats the same few characters. Choose one that is harder to guess.");
        }
    }
}
