package dev.warren.interfaces;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.warren.engine.IpPrefix;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterfaceSuggestionTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.8.0.0/24                | ''                                        ",
                "10.8.0.0/24                | 192.168.0.0/16 10.7.0.0/16 fd00::/8       ",
                "10.8.1.0/24                | 10.8.0.0/24                               ",
                "10.8.1.0/24                | 10.8.0.77/32 10.8.2.0/23                  ",
                "10.8.4.0/24                | 10.8.2.0/23 10.8.0.0/23                   ",
                "10.12.0.0/24               | 10.8.0.0/14                               ",
                "10.255.255.0/24            | 10.0.0.0/9 10.128.0.0/10 10.192.0.0/11 10.224.0.0/12 10.240.0.0/13 10.248.0.0/14"
                        + " 10.252.0.0/15 10.254.0.0/16 10.255.0.0/17 10.255.128.0/18 10.255.192.0/19 10.255.224.0/20"
                        + " 10.255.240.0/21 10.255.248.0/22 10.255.252.0/23 10.255.254.0/24",
                "''                         | 10.0.0.0/8                                ",
                "''                         | 0.0.0.0/1                                 ",
            })
    void it_is_the_first_range_that_meets_nothing(String expected, String taken) {
        assertEquals(
                expected,
                InterfaceSuggestion.range(Arrays.stream(taken.split(" "))
                        .filter(text -> !text.isEmpty())
                        .map(IpPrefix::parse)
                        .toList()));
    }
}
