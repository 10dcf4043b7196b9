package dev.warren.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.engine.IpPrefix;
import dev.warren.interfaces.IpPrefixes;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PrefixSetsTest {

    @Test
    void one_address_out_of_a_small_network_leaves_its_halves() {
        assertEquals(List.of("10.0.0.0/32", "10.0.0.2/31", "10.0.0.4/30"), minus("10.0.0.0/29", "10.0.0.1/32"));
    }

    @Test
    void everything_but_the_private_networks_is_what_everybody_writes_by_hand() {
        List<String> rest = minus("0.0.0.0/0", "10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16");

        assertEquals("0.0.0.0/5", rest.getFirst());
        assertTrue(
                rest.containsAll(List.of("8.0.0.0/7", "11.0.0.0/8", "172.32.0.0/11", "192.169.0.0/16", "224.0.0.0/3")));
        assertEquals(31, rest.size());
    }

    @Test
    void holes_of_the_other_family_leave_a_network_whole() {
        assertEquals(List.of("::/0"), minus("::/0", "10.0.0.0/8"));
        assertEquals(List.of("8000::/1"), minus("::/0", "::/1, 10.0.0.0/8"));
    }

    @Test
    void a_hole_as_large_as_the_network_leaves_nothing() {
        assertEquals(List.of(), minus("10.1.0.0/16", "10.0.0.0/8"));
        assertEquals(List.of(), minus("10.1.0.0/16", "10.1.0.0/16"));
    }

    /// Against a set of bits, one for each of the addresses of a /24 and of a /120.
    @Test
    void random_holes_leave_what_a_set_of_addresses_leaves_in_the_fewest_networks() {
        var random = new Random(7);
        for (int round = 0; round < 500; round++) {
            boolean ipv6 = round % 2 == 1;
            int base = ipv6 ? 120 : 24;
            List<IpPrefix> holes = new ArrayList<>();
            for (int i = random.nextInt(6); i >= 0; i--) {
                holes.add(new IpPrefix(address(ipv6, random.nextInt(256)), base + random.nextInt(9)).network());
            }
            BitSet expected = new BitSet(256);
            for (int host = 0; host < 256; host++) {
                InetAddress address = address(ipv6, host);
                expected.set(host, holes.stream().noneMatch(hole -> hole.contains(address)));
            }

            List<IpPrefix> rest = PrefixSets.minus(List.of(new IpPrefix(address(ipv6, 0), base)), holes);

            for (int host = 0; host < 256; host++) {
                InetAddress address = address(ipv6, host);
                assertEquals(
                        expected.get(host) ? 1 : 0,
                        rest.stream()
                                .filter(network -> network.contains(address))
                                .count(),
                        "host " + host + " without " + holes);
            }
            assertEquals(fewest(expected, 0, 256), rest.size(), () -> "without " + holes);
        }
    }

    /// How many aligned networks a set of addresses needs at least.
    private static int fewest(BitSet set, int from, int length) {
        int members = set.get(from, from + length).cardinality();
        if (members == 0 || members == length) {
            return members == 0 ? 0 : 1;
        }
        return fewest(set, from, length / 2) + fewest(set, from + length / 2, length / 2);
    }

    private static InetAddress address(boolean ipv6, int host) {
        return IpPrefix.parseAddress(ipv6 ? "fd00::" + Integer.toHexString(host) : "10.8.0." + host);
    }

    private static List<String> minus(String whole, String holes) {
        return new IpPrefixes(PrefixSets.minus(
                        IpPrefixes.parse(whole).networks(),
                        IpPrefixes.parse(holes).networks()))
                .texts();
    }
}
