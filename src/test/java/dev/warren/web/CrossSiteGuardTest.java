package dev.warren.web;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrossSiteGuardTest {

    private static final String WARREN = "vpn.example.org:51821";

    @ParameterizedTest
    @ValueSource(strings = {"same-origin", "none"})
    void what_the_browser_calls_its_own_passes(String site) {
        assertTrue(CrossSiteGuard.allows(site, "https://vpn.example.org", "127.0.0.1:51821"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site", "anything new"})
    void what_the_browser_calls_another_site_is_refused_whatever_the_origin_says(String site) {
        assertFalse(CrossSiteGuard.allows(site, "http://" + WARREN, WARREN));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://evil.example",
                "null",
                "http://vpn.example.org",
                "http://vpn.example.org:51821.evil.example",
                "http://vpn.example.org:80",
                "not an origin"
            })
    void without_the_browsers_word_the_origin_has_to_be_the_host(String origin) {
        assertFalse(CrossSiteGuard.allows(null, origin, WARREN));
    }

    @Test
    void without_the_browsers_word_the_own_origin_passes() {
        assertTrue(CrossSiteGuard.allows(null, "http://VPN.example.org:51821", WARREN));
    }

    @Test
    void a_program_says_neither_and_passes() {
        assertTrue(CrossSiteGuard.allows(null, null, WARREN));
    }
}
