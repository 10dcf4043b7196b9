package dev.warren.accounts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.warren.web.FieldErrors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordsTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "seven c", "aaaaaaaaaaaa", "121212121212", "anna.bell", " ANNA.BELL "})
    void a_weak_password_is_refused_with_a_reason(String password) {
        assertNotNull(verdict(password));
    }

    @ParameterizedTest
    @ValueSource(strings = {"eight ch", "correct horse battery", "пароль123", "🐇🐰🥕🌱🐇🐰🥕🌱"})
    void any_other_password_of_eight_characters_will_do(String password) {
        assertNull(verdict(password));
    }

    @Test
    void the_longest_has_256_characters() {
        assertNull(verdict("abcd".repeat(64)));
        assertEquals("A password has at most 256 characters.", verdict("abcd".repeat(64) + "e"));
    }

    private static @Nullable String verdict(String password) {
        var errors = new FieldErrors();
        Passwords.check("password", password, "anna.bell", errors);
        return errors.of("password");
    }
}
