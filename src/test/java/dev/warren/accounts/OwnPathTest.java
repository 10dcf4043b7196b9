package dev.warren.accounts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnPathTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "//evil.example",
                "/\\evil.example",
                "/a\\b",
                "peers",
                "",
                "/\r\nSet-Cookie: a=b",
                "javascript:alert(1)"
            })
    void after_the_sign_in_nobody_is_led_elsewhere(String to) {
        assertEquals("/", SignInPages.ownPath(to));
    }

    @Test
    void after_the_sign_in_one_gets_where_one_wanted() {
        assertEquals("/peers?sort=name", SignInPages.ownPath("/peers?sort=name"));
        assertEquals("/", SignInPages.ownPath(null));
    }
}
