package dev.warren.accounts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SignInLimitTest {

    private static final String ANNA = SignInLimit.account("anna");

    private final ManualClock clock = new ManualClock();
    private final SignInLimit limit = new SignInLimit(clock);

    @Test
    void the_fifth_failure_within_a_minute_begins_a_pause_of_five_minutes() {
        for (var i = 1; i < 5; i++) {
            assertFalse(limit.failed(ANNA));
            clock.advance(Duration.ofSeconds(14));
        }
        assertEquals(Optional.empty(), limit.pause(ANNA));
        assertTrue(limit.failed(ANNA));
        assertEquals(Optional.of(Duration.ofMinutes(5)), limit.pause(ANNA));
    }

    @Test
    void five_failures_in_more_than_a_minute_are_no_reason_to_pause() {
        for (var i = 0; i < 20; i++) {
            assertFalse(limit.failed(ANNA));
            clock.advance(Duration.ofSeconds(15));
        }
        assertEquals(Optional.empty(), limit.pause(ANNA));
    }

    @Test
    void the_pause_ends_on_the_second_and_the_count_begins_anew() {
        pause();
        clock.advance(Duration.ofMinutes(5).minusMillis(1));
        assertTrue(limit.pause(ANNA).isPresent());
        clock.advance(Duration.ofMillis(1));
        assertEquals(Optional.empty(), limit.pause(ANNA));
        assertFalse(limit.failed(ANNA));
    }

    @Test
    void a_pause_does_not_last_for_a_day_because_the_clock_is_set_back_by_one() {
        pause();
        clock.advance(Duration.ofDays(-1));
        assertEquals(Optional.empty(), limit.pause(ANNA));
        pause();
        assertEquals(Optional.of(Duration.ofMinutes(5)), limit.pause(ANNA));
    }

    @Test
    void one_account_is_not_paused_for_another() {
        pause();
        assertEquals(Optional.empty(), limit.pause(SignInLimit.account("bert")));
    }

    @Test
    void a_name_is_the_same_account_however_it_is_written() {
        assertEquals(ANNA, SignInLimit.account(" ANNA "));
    }

    @Test
    void an_account_is_never_taken_for_a_network_of_that_name() {
        assertFalse(SignInLimit.account("192.0.2.1").equals(SignInLimit.network("192.0.2.1")));
    }

    @Test
    void a_network_is_one_ipv4_address_or_an_ipv6_slash_64() {
        assertEquals("192.0.2.1", TestVisitors.at("192.0.2.1").network());
        assertEquals(
                TestVisitors.at("2001:db8:0:1::1").network(),
                TestVisitors.at("2001:db8:0:1:ffff::2").network());
        assertFalse(TestVisitors.at("2001:db8:0:1::1")
                .network()
                .equals(TestVisitors.at("2001:db8:0:2::1").network()));
    }

    private void pause() {
        for (var i = 0; i < 5; i++) {
            limit.failed(ANNA);
        }
    }
}
