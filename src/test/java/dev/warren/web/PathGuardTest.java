package dev.warren.web;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathGuardTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/account;x",
                "/account%3bx",
                "/account%3Bx",
                "/a%2fb",
                "/a%2Fb",
                "/a%5cb",
                "/a\\b",
                "//account",
                "/a//b",
                "/a%00",
                "/a%252e",
                "/a/../b",
                "/a/./b",
                "/a/..",
                "/%2e%2e/b"
            })
    void a_path_that_could_be_read_in_two_ways_is_refused(String path) {
        assertFalse(PathGuard.allows(path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/peers/0198c1", "/assets/main-Dca_D9Qh.js", "/api/client", "/cnf/ab-_9", "/a.b", "/a...b"})
    void an_ordinary_path_passes(String path) {
        assertTrue(PathGuard.allows(path));
    }
}
