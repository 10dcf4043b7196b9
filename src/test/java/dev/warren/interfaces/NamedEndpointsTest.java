package dev.warren.interfaces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class NamedEndpointsTest {

    @Test
    void lines_are_read_and_written_in_the_order_of_their_names() {
        var endpoints = NamedEndpoints.parse("office = 203.0.113.7:51821\n\n Home=vpn.example.org \n");

        assertEquals("Home = vpn.example.org\noffice = 203.0.113.7:51821", endpoints.toString());
        assertEquals(
                "203.0.113.7:51821", endpoints.named("OFFICE").orElseThrow().toString());
        assertEquals("Home", endpoints.spelling(" home ").orElseThrow());
    }

    @Test
    void a_name_is_there_once_whatever_its_case() {
        assertThrows(IllegalArgumentException.class, () -> NamedEndpoints.parse("a = x.example\nA = y.example"));
    }

    @Test
    void the_default_endpoint_is_none_of_these() {
        assertThrows(IllegalArgumentException.class, () -> NamedEndpoints.parse("Default = x.example"));
    }
}
