package dev.warren.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            de                                     | DE
            de-AT,de;q=0.9,en;q=0.8                | DE
            sv-SE, fr;q=0.5, en;q=0.3              | FR
            en;q=0.3, uk;q=0.9                     | UK
            zh-TW                                  | ZH
            pt-BR                                  | PT
            de;q=0, en                             | EN
            sv                                     | EN
            *                                      | EN
            ''                                     | EN
            ;;;=                                   | EN
            de;q=many                              | EN
            """)
    void the_first_language_that_warren_speaks_is_taken(String header, Language language) {
        assertEquals(language, Language.accepted(header));
    }

    @Test
    void an_endless_wish_is_not_read() {
        assertEquals(Language.EN, Language.accepted("sv,".repeat(100_000) + "de"));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            https://vpn.example.org/wg/peers?q=a%20b, /peers?q=a%20b
            https://vpn.example.org/wg/,              /
            https://vpn.example.org/other,            /
            https://vpn.example.org/wg//evil.example, /
            https://evil.example/wg/peers,            /
            '',                                       /
            mailto:somebody,                          /
            ht tp://,                                 /
            """)
    void the_way_back_leads_only_to_warrens_own_pages(String from, String back) throws Exception {
        var visitor = new Visitor(InetAddress.getByName("192.0.2.1"), "", true, "vpn.example.org", "/wg");
        assertEquals(back, LanguagePages.back(from, visitor));
    }
}
