package dev.warren.engine.key;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/// The two ways to write 32 bytes. The text of a key never appears in an exception: it might be a secret.
final class KeyText {
    static final int LENGTH = 32;

    private static final int BASE64_LENGTH = 44;

    private KeyText() {}

    static byte[] fromBase64(String text, String what) {
        try {
            if (text.length() == BASE64_LENGTH) {
                byte[] bytes = Base64.getDecoder().decode(text);
                // 44 characters hold two bits more than 32 bytes do; only one of the four ways to write them is
                // canonical.
                if (bytes.length == LENGTH && toBase64(bytes).equals(text)) {
                    return bytes;
                }
                Arrays.fill(bytes, (byte) 0);
            }
        } catch (IllegalArgumentException e) {
            // The decoder's message quotes a character of the key.
        }
        throw new IllegalArgumentException("%s is 44 characters of Base64, the last of them “=”.".formatted(what));
    }

    static byte[] fromHex(String text, String what) {
        try {
            if (text.length() == 2 * LENGTH) {
                return HexFormat.of().parseHex(text);
            }
        } catch (IllegalArgumentException e) {
            // The parser's message quotes a character of the key.
        }
        throw new IllegalArgumentException(what + " is 64 hexadecimal digits");
    }

    static byte[] copy(byte[] bytes, String what) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException(what + " has 32 bytes, not " + bytes.length);
        }
        return bytes.clone();
    }

    static String toBase64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    static String toHex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
