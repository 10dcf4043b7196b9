package dev.warren.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.engine.IpPrefix;
import dev.warren.interfaces.IpText;
import dev.warren.interfaces.TestInterfaces;
import dev.warren.interfaces.WgInterface;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedIpsTest {

    private final WgInterface wg = TestInterfaces.unstored();

    @ParameterizedTest
    @ValueSource(strings = {"everything", "vpn", "except private", "except 10.1.0.0/16, fd01::/16", "10.0.0.0/8, ::/0"})
    void what_is_written_is_read_again_the_same(String text) {
        assertEquals(text, AllowedIps.parse(text).toString());
    }

    @Test
    void everything_is_both_families() {
        assertEquals(List.of("0.0.0.0/0", "::/0"), texts("Everything"));
    }

    @Test
    void only_the_vpn_is_the_ranges_of_the_interface() {
        assertEquals(List.of(IpText.of(wg.ipv4().network()), IpText.of(wg.ipv6().network())), texts("vpn"));
    }

    @Test
    void everything_but_private_networks_keeps_the_vpn_itself() {
        var networks = AllowedIps.parse("except private").networks(wg).networks();

        assertTrue(holds(networks, "8.8.8.8"));
        assertTrue(holds(networks, "2001:4860:4860::8888"));
        assertTrue(holds(networks, IpText.of(wg.ipv4().address())), "the server");
        assertTrue(holds(networks, IpText.of(wg.ipv6().address())), "the server");
        for (String outside : List.of("192.168.1.1", "10.255.0.1", "100.64.0.1", "169.254.9.9", "fd77::1", "fe80::1")) {
            assertEquals(false, holds(networks, outside), outside);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"except", "except ", "except 0.0.0.0/0", "except nothing", "all of it"})
    void what_is_neither_a_preset_nor_networks_is_refused(String text) {
        assertThrows(IllegalArgumentException.class, () -> AllowedIps.parse(text));
    }

    private static boolean holds(List<IpPrefix> networks, String address) {
        return networks.stream().anyMatch(network -> network.contains(IpPrefix.parseAddress(address)));
    }

    private List<String> texts(String preset) {
        return AllowedIps.parse(preset).networks(wg).texts();
    }
}
