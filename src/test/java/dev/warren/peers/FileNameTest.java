package dev.warren.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileNameTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "phone-anna|phone-anna",
                "Žofie's phone|Zofie-s-phone",
                "../../etc/passwd|etc-passwd",
                "a\"; rm -rf / #|a-rm-rf",
                "a name that is far too long|a-name-that-is",
                "日本|peer",
                "..|peer"
            })
    void every_system_and_wg_quick_take_the_name(String peer, String file) {
        assertEquals(file, FileName.of(peer));
    }
}
