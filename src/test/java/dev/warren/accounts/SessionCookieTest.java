package dev.warren.accounts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.web.Visitor;
import dev.warren.web.WebConfig;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SessionCookieTest {

    private static final SessionToken TOKEN = SessionToken.generate();

    @Test
    void over_http_it_is_secure_only_if_warren_insists_on_https() {
        assertFalse(SessionCookie.of(TOKEN, false, visitor(false, ""), insecure(null))
                .isSecure());
        assertFalse(SessionCookie.of(TOKEN, false, visitor(false, ""), insecure(true))
                .isSecure());
        assertTrue(SessionCookie.of(TOKEN, false, visitor(false, ""), insecure(false))
                .isSecure());
    }

    @Test
    void over_https_it_is_always_secure() {
        assertTrue(SessionCookie.of(TOKEN, false, visitor(true, ""), insecure(true))
                .isSecure());
    }

    @Test
    void under_a_sub_path_no_other_application_of_the_host_gets_it() {
        assertEquals(
                "/vpn/",
                SessionCookie.of(TOKEN, false, visitor(true, "/vpn"), insecure(null))
                        .getPath());
        assertEquals(
                "/vpn/",
                SessionCookie.none(visitor(true, "/vpn"), insecure(null)).getPath());
    }

    @Test
    void every_token_is_new_and_parses() {
        assertFalse(SessionToken.generate().text().equals(TOKEN.text()));
        assertEquals(Optional.of(TOKEN), SessionToken.parse(TOKEN.text()));
        assertEquals(Optional.empty(), SessionToken.parse(TOKEN.text() + "A"));
        assertEquals(Optional.empty(), SessionToken.parse(TOKEN.text().substring(1) + "/"));
    }

    private static Visitor visitor(boolean secure, String base) {
        return new Visitor(InetAddress.getLoopbackAddress(), "", secure, "vpn.example.org", base);
    }

    private static WebConfig insecure(@Nullable Boolean value) {
        return new WebConfig() {
            @Override
            public Optional<List<String>> trustedProxies() {
                return Optional.empty();
            }

            @Override
            public Optional<Boolean> insecure() {
                return Optional.ofNullable(value);
            }

            @Override
            public String basePath() {
                return "/";
            }
        };
    }
}
