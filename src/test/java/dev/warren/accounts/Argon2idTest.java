package dev.warren.accounts;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Argon2idTest {

    /// From the tests of the reference implementation, phc-winner-argon2.
    private static final String REFERENCE =
            "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

    @Test
    void a_hash_of_the_reference_implementation_is_matched() {
        assertTrue(Argon2id.matches(REFERENCE, "password"));
        assertFalse(Argon2id.matches(REFERENCE, "Password"));
    }

    @Test
    void a_hash_matches_its_password_only() {
        var phc = Argon2id.hash("pässword 🐇");
        assertTrue(phc.startsWith("$argon2id$v=19$m=19456,t=2,p=1$"), phc);
        assertTrue(Argon2id.matches(phc, "pässword 🐇"));
        assertFalse(Argon2id.matches(phc, "passwörd 🐇"));
        assertFalse(Argon2id.matches(phc, ""));
    }

    @Test
    void two_hashes_of_a_password_differ() {
        assertNotEquals(Argon2id.hash("the same"), Argon2id.hash("the same"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain text",
                "$2b$12$abcdefghijklmnopqrstuu",
                "$argon2i$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=9999999,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=65536,t=99,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=65536,t=2,p=0$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"
            })
    void what_is_no_affordable_argon2id_hash_matches_nothing(String phc) {
        assertFalse(Argon2id.matches(phc, "password"));
    }
}
