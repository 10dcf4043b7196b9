package dev.warren.engine.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/// The vectors of Project Wycheproof: points on the twist, of low order and written in more than one way, carries at
/// every
/// place, and changed tags. `vectors/wycheproof/NOTICE` says where they are from.
class WycheproofTest {

    @ParameterizedTest(name = "{0}: {4}")
    @CsvFileSource(resources = "/vectors/wycheproof/x25519.csv", numLinesToSkip = 1)
    void multiplies(int id, String point, String scalar, String shared, String comment) {
        for (X25519 x25519 : X25519Test.implementations().toList()) {
            byte[] result = new byte[X25519.LENGTH];
            boolean secret = x25519.scalar(hex(scalar)).multiply(hex(point), result);
            assertArrayEquals(hex(shared), result);
            assertEquals(!Arrays.equals(new byte[X25519.LENGTH], hex(shared)), secret, "all zero is no secret");
        }
    }

    @ParameterizedTest(name = "{0}: {8}")
    @CsvFileSource(
            resources = "/vectors/wycheproof/chacha20-poly1305.csv",
            numLinesToSkip = 1,
            maxCharsPerColumn = 20_000)
    void seals_and_opens(
            int id,
            String key,
            String nonce,
            String authenticated,
            String plain,
            String sealed,
            String tag,
            String result,
            String comment) {
        byte[] message = hex((sealed == null ? "" : sealed) + tag);
        byte[] opened = ChaChaPoly.open(hex(key), hex(nonce), message, hex(authenticated));
        if (result.equals("valid")) {
            assertArrayEquals(hex(plain), opened);
            assertArrayEquals(message, ChaChaPoly.seal(hex(key), hex(nonce), hex(plain), hex(authenticated)));
        } else {
            assertNull(opened);
        }
    }

    private static byte[] hex(String digits) {
        return digits == null ? new byte[0] : HexFormat.of().parseHex(digits);
    }
}
