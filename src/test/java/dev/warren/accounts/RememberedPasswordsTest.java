package dev.warren.accounts;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.web.Visitor;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RememberedPasswordsTest {

    private static final UUID ANNA = UUID.randomUUID();
    private static final Visitor HOME = TestVisitors.at("192.0.2.1");

    private final ManualClock clock = new ManualClock();
    private final RememberedPasswords remembered = new RememberedPasswords(clock);

    @Test
    void a_password_is_known_again_for_the_same_user_address_and_hash_only() {
        remembered.remember(ANNA, "hash", HOME, "secret");
        assertTrue(remembered.knows(ANNA, "hash", HOME, "secret"));
        assertFalse(remembered.knows(ANNA, "hash", HOME, "Secret"));
        assertFalse(remembered.knows(UUID.randomUUID(), "hash", HOME, "secret"));
        assertFalse(remembered.knows(ANNA, "hash", TestVisitors.at("192.0.2.2"), "secret"));
    }

    @Test
    void it_is_forgotten_as_soon_as_the_users_hash_is_another() {
        remembered.remember(ANNA, "hash", HOME, "secret");
        assertFalse(remembered.knows(ANNA, "new hash", HOME, "secret"));
    }

    @Test
    void it_is_forgotten_after_five_minutes_however_often_it_was_asked_for() {
        remembered.remember(ANNA, "hash", HOME, "secret");
        for (var i = 0; i < 4; i++) {
            clock.advance(Duration.ofMinutes(1));
            assertTrue(remembered.knows(ANNA, "hash", HOME, "secret"));
        }
        clock.advance(Duration.ofMinutes(1));
        assertFalse(remembered.knows(ANNA, "hash", HOME, "secret"));
    }
}
