package dev.warren.web;

import java.security.SecureRandom;
import java.util.Base64;

/// Text that nobody guesses, of characters that need no care in addresses and on keyboards: base64url (RFC 4648).
public final class RandomText {

    private static final SecureRandom RANDOM = new SecureRandom();

    private RandomText() {}

    /// A new one, of four characters for every three bytes.
    ///
    /// @param bytes how much of it is random
    public static String of(int bytes) {
        var random = new byte[bytes];
        RANDOM.nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }
}
