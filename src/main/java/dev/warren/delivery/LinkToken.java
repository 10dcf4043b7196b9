package dev.warren.delivery;

import dev.warren.web.RandomText;
import dev.warren.web.Sha256;

/// The last part of a link's path: 160 random bits in base64url. It exists nowhere else than in the link, and a
/// plain hash of it is enough, because nobody guesses 160 bits.
record LinkToken(String text) {

    private static final int RANDOM_BYTES = 20;

    static LinkToken generate() {
        return new LinkToken(RandomText.of(RANDOM_BYTES));
    }

    byte[] hash() {
        return Sha256.of(text);
    }

    @Override
    public String toString() {
        return "LinkToken(…)";
    }
}
