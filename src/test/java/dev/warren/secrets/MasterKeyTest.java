package dev.warren.secrets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MasterKeyTest {

    private static final String PURPOSE = "peer.private_key";
    private static final String SECRET = "schlüssel";

    private final MasterKey key = MasterKey.generate();

    @Test
    void what_is_sealed_opens_again() {
        assertEquals(Optional.of(SECRET), key.open(key.seal(SECRET, PURPOSE), PURPOSE));
    }

    @Test
    void one_secret_is_never_sealed_twice_alike() {
        assertNotEquals(
                HexFormat.of().formatHex(key.seal(SECRET, PURPOSE)),
                HexFormat.of().formatHex(key.seal(SECRET, PURPOSE)));
    }

    @Test
    void it_opens_for_no_other_purpose_and_under_no_other_key() {
        var sealed = key.seal(SECRET, PURPOSE);
        assertEquals(Optional.empty(), key.open(sealed, "totp.secret"));
        assertEquals(Optional.empty(), MasterKey.generate().open(sealed, PURPOSE));
    }

    @Test
    void a_changed_bit_anywhere_is_noticed() {
        var sealed = key.seal(SECRET, PURPOSE);
        for (var i = 0; i < sealed.length; i++) {
            var changed = sealed.clone();
            changed[i] ^= 1;
            assertEquals(Optional.empty(), key.open(changed, PURPOSE), "byte " + i);
        }
        assertEquals(Optional.empty(), key.open(new byte[5], PURPOSE));
    }

    @Test
    void a_key_is_read_in_base64_and_in_hexadecimal_digits() {
        var bytes = Base64.getDecoder().decode(key.text());
        assertEquals(key.id(), MasterKey.parse(key.text()).id());
        assertEquals(key.id(), MasterKey.parse(HexFormat.of().formatHex(bytes)).id());
    }

    @Test
    void what_is_no_key_is_refused_and_not_repeated() {
        for (var text :
                List.of("", "hunter2", "hunter2hunter2hunter2hunter2hunter2hunter2hunter2", key.text() + "AA")) {
            var refusal = assertThrows(IllegalArgumentException.class, () -> MasterKey.parse(text), text);
            assertFalse(!text.isEmpty() && String.valueOf(refusal.getMessage()).contains(text));
        }
    }

    @Test
    void its_name_and_its_text_in_a_log_tell_nothing_of_it() {
        assertTrue(key.id().matches("[0-9a-f]{8}"));
        assertEquals("MasterKey[" + key.id() + "]", key.toString());
        var hex = HexFormat.of().formatHex(Base64.getDecoder().decode(key.text()));
        assertFalse(hex.contains(key.id()));
    }

    @Test
    void a_ring_opens_what_a_former_key_sealed_and_seals_with_the_present_one() {
        var former = MasterKey.generate();
        var ring = new Keyring();
        ring.take(List.of(former));
        var old = ring.seal(SECRET, PURPOSE);
        ring.take(List.of(key, former));
        assertEquals(SECRET, ring.open(old, PURPOSE));
        assertEquals(former.id(), Keyring.idOf(old));
        assertEquals(key.id(), Keyring.idOf(ring.seal(SECRET, PURPOSE)));
    }

    @Test
    void a_ring_refuses_what_was_never_sealed_or_by_another_key_and_does_not_repeat_it() {
        var ring = new Keyring();
        ring.take(List.of(key));
        var stranger = new Keyring();
        stranger.take(List.of(MasterKey.generate()));
        for (var value :
                List.of(SECRET, "s1:", "s1:" + key.id() + ":!", "s1:00000000:AAAA", stranger.seal(SECRET, PURPOSE))) {
            var refusal = assertThrows(IllegalStateException.class, () -> ring.open(value, PURPOSE), value);
            assertFalse(String.valueOf(refusal.getMessage()).contains(SECRET));
        }
    }
}
