package dev.warren.interfaces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.warren.engine.IpPrefix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IpTextTest {

    /// The examples of RFC 5952, sections 2 and 4.
    @ParameterizedTest
    @CsvSource({
        "2001:0db8:0:0:0:0:2:1, 2001:db8::2:1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "0:0:0:0:0:0:0:0, ::",
        "0:0:0:0:0:0:0:1, ::1",
        "fd00:0:0:0:0:0:0:0, fd00::",
        "FD00:0:0:0:0:0:0:ABCD, fd00::abcd",
        "10.8.0.2, 10.8.0.2"
    })
    void ipv6_is_written_in_its_short_form(String address, String text) {
        assertEquals(text, IpText.of(IpPrefix.parseAddress(address)));
    }

    @ParameterizedTest
    @CsvSource({"203.0.113.7:51820", "[2001:db8::7]:51820"})
    void an_endpoint_reads_back_as_it_was_written(String text) {
        assertEquals(text, IpText.of(IpText.socket(text)));
    }

    @Test
    void a_name_is_not_looked_up() {
        assertThrows(IllegalArgumentException.class, () -> IpText.socket("localhost:1"));
    }
}
