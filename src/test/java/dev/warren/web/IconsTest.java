package dev.warren.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class IconsTest {

    @Test
    void an_icon_is_its_symbol_as_an_element_of_its_own() {
        var icons = Icons.parse("""
                <svg xmlns="http://www.w3.org/2000/svg">
                  <symbol id="close" viewBox="0 0 24 24"><path d="m6 6 12 12M18 6 6 18"/></symbol>
                  <symbol id="sign-out" viewBox="0 0 32 32"><circle r="1"/></symbol>
                </svg>
                """);
        assertEquals(
                "<svg class=\"icon\" viewBox=\"0 0 24 24\" aria-hidden=\"true\"><path d=\"m6 6 12 12M18 6 6 18\"/></svg>",
                icons.get("close").getValue());
        assertEquals(
                "<svg class=\"icon\" viewBox=\"0 0 32 32\" aria-hidden=\"true\"><circle r=\"1\"/></svg>",
                icons.get("sign-out").getValue());
    }

    @Test
    void every_symbol_of_the_sprite_is_found() throws IOException {
        var sprite = Files.readString(Path.of("frontend/src/icons.svg"));
        assertEquals(
                sprite.split("<symbol ", -1).length - 1, Icons.parse(sprite).size());
    }
}
