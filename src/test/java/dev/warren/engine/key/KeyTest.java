package dev.warren.engine.key;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTest {
    // RFC 7748 §6.1, Alice
    private static final String PRIVATE = "dwdtCnMYpX08FsFyUbJmRd9ML4frwJkqsXf7pR25LCo=";
    private static final String PUBLIC = "hSDwCYkwp1R0i33ctD73Wg2/Og0mOBr066SpjqqbTmo=";
    private static final String PUBLIC_HEX = "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a";

    @Test
    void a_private_key_has_the_public_key_that_the_rfc_gives_it() {
        assertEquals(PUBLIC, PrivateKey.parse(PRIVATE).publicKey().base64());
    }

    @Test
    void a_public_key_is_the_same_in_all_three_forms() {
        PublicKey key = PublicKey.parse(PUBLIC);
        assertEquals(key, PublicKey.parseHex(PUBLIC_HEX));
        assertEquals(key, PublicKey.ofBytes(key.bytes()));
        assertEquals(key.hashCode(), PublicKey.parseHex(PUBLIC_HEX).hashCode());
        assertEquals(PUBLIC_HEX, key.hex());
        assertNotEquals(key, PublicKey.ofBytes(new byte[32]));
    }

    @Test
    void a_private_key_is_clamped_and_shows_itself_so() {
        byte[] ones = new byte[32];
        Arrays.fill(ones, (byte) 0xff);
        PrivateKey key = PrivateKey.ofBytes(ones);
        assertEquals((byte) 0xf8, key.bytes()[0]);
        assertEquals((byte) 0x7f, key.bytes()[31]);
        assertEquals((byte) 0x40, PrivateKey.ofBytes(new byte[32]).bytes()[31]);
        assertEquals("+P" + "/".repeat(39) + "38=", key.base64());
    }

    @Test
    void generated_keys_differ_and_survive_being_written() {
        PrivateKey key = PrivateKey.generate();
        assertNotEquals(key, PrivateKey.generate());
        assertEquals(key, PrivateKey.parse(key.base64()));
        assertEquals(key, PrivateKey.parseHex(key.hex()));
        assertEquals(key.hashCode(), PrivateKey.parse(key.base64()).hashCode());
        PresharedKey shared = PresharedKey.generate();
        assertNotEquals(shared, PresharedKey.generate());
        assertEquals(shared, PresharedKey.parse(shared.base64()));
        assertEquals(shared, PresharedKey.parseHex(shared.hex()));
    }

    @Test
    void the_randomness_of_a_key_is_the_callers() {
        assertEquals(PrivateKey.generate(new Random(5)), PrivateKey.generate(new Random(5)));
        assertEquals(PresharedKey.generate(new Random(5)), PresharedKey.generate(new Random(5)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hSDw",
                "hSDwCYkwp1R0i33ctD73Wg2/Og0mOBr066SpjqqbTmo",
                "hSDwCYkwp1R0i33ctD73Wg2/Og0mOBr066SpjqqbTmoo",
                "hSDwCYkwp1R0i33ctD73Wg2/Og0mOBr066SpjqqbTmp=",
                "hSDwCYkwp1R0i33ctD73Wg2/Og0mOBr066SpjqqbTm==",
                " SDwCYkwp1R0i33ctD73Wg2/Og0mOBr066SpjqqbTmo=",
                "hSDwCYkwp1R0i33ctD73Wg2/Og0mOBr066Spjqqb\nmo=",
                "hSDwCYkwp1R0i33ctD73Wg2-Og0mOBr066SpjqqbTmo=",
            })
    void what_is_not_canonical_base64_of_32_bytes_is_refused_without_being_repeated(String text) {
        for (String message : new String[] {
            assertThrows(IllegalArgumentException.class, () -> PrivateKey.parse(text))
                    .getMessage(),
            assertThrows(IllegalArgumentException.class, () -> PublicKey.parse(text))
                    .getMessage(),
            assertThrows(IllegalArgumentException.class, () -> PresharedKey.parse(text))
                    .getMessage()
        }) {
            assertFalse(text.length() > 3 && message.contains(text.substring(0, 4)), message);
        }
    }

    @Test
    void what_is_not_64_hexadecimal_digits_is_refused_without_being_repeated() {
        for (String text : new String[] {"", "85", PUBLIC_HEX + "00", PUBLIC_HEX.replace('8', 'g')}) {
            IllegalArgumentException refusal =
                    assertThrows(IllegalArgumentException.class, () -> PrivateKey.parseHex(text));
            assertEquals("A private key is 64 hexadecimal digits", refusal.getMessage());
            assertNull(refusal.getCause());
        }
        assertThrows(IllegalArgumentException.class, () -> PublicKey.ofBytes(new byte[31]));
    }

    @Test
    void a_public_key_is_abbreviated_and_a_secret_does_not_show() {
        assertEquals("hSDw…bTmo", PublicKey.parse(PUBLIC).toString());
        assertEquals("PrivateKey(…)", PrivateKey.parse(PRIVATE).toString());
        assertEquals("PresharedKey(…)", PresharedKey.parse(PRIVATE).toString());
    }

    @Test
    void a_destroyed_key_gives_nothing_away() {
        PrivateKey key = PrivateKey.parse(PRIVATE);
        PublicKey publicKey = key.publicKey();
        key.destroy();
        key.destroy();
        assertThrows(IllegalStateException.class, key::bytes);
        assertThrows(IllegalStateException.class, key::base64);
        assertThrows(IllegalStateException.class, key::hex);
        assertEquals(publicKey, key.publicKey());
        PresharedKey shared = PresharedKey.generate();
        shared.destroy();
        assertThrows(IllegalStateException.class, shared::bytes);
    }

    @Test
    void bytes_are_copies() {
        PresharedKey key = PresharedKey.ofBytes(new byte[32]);
        key.bytes()[0] = 1;
        assertArrayEquals(new byte[32], key.bytes());
        PublicKey publicKey = PublicKey.ofBytes(new byte[32]);
        publicKey.bytes()[0] = 1;
        assertArrayEquals(new byte[32], publicKey.bytes());
    }
}
