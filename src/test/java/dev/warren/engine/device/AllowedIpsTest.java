package dev.warren.engine.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.engine.device.PeerUpdate.AllowedIpUpdate;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AllowedIpsTest {
    private final AllowedIps<String> table = new AllowedIps<>();

    @Test
    void the_longest_network_wins_in_ipv4() {
        insert("a", "192.168.4.0/24", "10.0.0.0/16", "64.15.112.0/20");
        insert("b", "192.168.4.4/32", "192.168.200.0/30");
        insert("c", "192.168.0.0/16", "64.15.123.128/25");
        insert("d", "192.95.5.64/27");
        insert("e", "0.0.0.0/0", "192.95.5.65/27");
        assertRoute("a", "192.168.4.20");
        assertRoute("a", "192.168.4.0");
        assertRoute("b", "192.168.4.4");
        assertRoute("b", "192.168.200.3");
        assertRoute("c", "192.168.200.4");
        assertRoute("c", "192.168.199.255");
        assertRoute("c", "64.15.123.211");
        assertRoute("a", "64.15.123.127");
        assertRoute("a", "10.0.255.255");
        assertRoute("e", "10.1.0.0");
        assertRoute("e", "192.95.5.68");
        assertRoute("e", "255.255.255.255");
        assertRoute(null, "::");
    }

    @Test
    void the_longest_network_wins_in_ipv6() {
        insert("d", "2607:5300:60:6b0::c05f:543/128", "2607:5300:60:6b0::/64");
        insert("c", "2607:5300:60:6b0::/64");
        insert("e", "::/0");
        insert("f", "2404:6800::/32");
        insert("g", "2404:6800:4004:800:dead:beef:dead:beef/64");
        insert("h", "2404:6800:4004:800:dead:beef:dead:beef/128");
        insert("a", "2001:db8::/63");
        insert("b", "2001:db8::/65");
        assertRoute("d", "2607:5300:60:6b0::c05f:543");
        assertRoute("c", "2607:5300:60:6b0::c02e:1ee");
        assertRoute("e", "2607:5300:60:6b1::");
        assertRoute("f", "2404:6800:4004:806::1006");
        assertRoute("g", "2404:6800:4004:800::1");
        assertRoute("h", "2404:6800:4004:800:dead:beef:dead:beef");
        assertRoute("b", "2001:db8::7fff:ffff:ffff:ffff");
        assertRoute("a", "2001:db8::8000:0:0:0");
        assertRoute("a", "2001:db8:0:1::");
        assertRoute("e", "2001:db8:0:2::");
        assertRoute(null, "0.0.0.0");
    }

    @Test
    void the_bounds_of_a_network_belong_to_it_and_its_neighbours_do_not() {
        insert("a", "10.20.30.64/26");
        assertRoute(null, "10.20.30.63");
        assertRoute("a", "10.20.30.64");
        assertRoute("a", "10.20.30.127");
        assertRoute(null, "10.20.30.128");
    }

    @Test
    void host_bits_do_not_count() {
        insert("a", "10.1.2.3/8");
        assertRoute("a", "10.255.0.1");
        assertEquals(List.of(prefix("10.0.0.0/8")), table.of("a"));
    }

    @Test
    void a_network_belongs_to_whoever_got_it_last() {
        insert("a", "10.0.0.0/8", "10.0.0.0/16");
        insert("b", "10.0.0.0/16");
        assertRoute("b", "10.0.0.1");
        assertEquals(List.of(prefix("10.0.0.0/8")), table.of("a"));
        assertEquals(List.of(prefix("10.0.0.0/16")), table.of("b"));
        table.removeAll("b");
        assertRoute("a", "10.0.0.1");
    }

    @Test
    void only_its_owner_can_lose_a_network() {
        insert("a", "10.0.0.0/8");
        table.remove(prefix("10.0.0.0/8"), "b");
        assertRoute("a", "10.0.0.1");
        table.remove(prefix("10.0.0.0/9"), "a");
        assertRoute("a", "10.0.0.1");
        table.remove(prefix("10.0.0.0/8"), "a");
        assertRoute(null, "10.0.0.1");
        assertTrue(table.isEmpty());
    }

    @Test
    void removing_a_peer_uncovers_what_lies_above() {
        insert("a", "1.0.0.0/32", "64.0.0.0/32", "128.0.0.0/32", "192.0.0.0/32", "255.0.0.0/32");
        table.removeAll("a");
        for (String address : List.of("1.0.0.0", "64.0.0.0", "128.0.0.0", "192.0.0.0", "255.0.0.0")) {
            assertRoute(null, address);
        }
        insert("a", "192.168.0.0/16", "192.168.0.0/24");
        table.removeAll("a");
        assertRoute(null, "192.168.0.1");
        assertTrue(table.isEmpty());
    }

    @Test
    void removing_one_network_of_several_leaves_the_others() {
        insert("a", "192.168.0.0/16", "192.168.0.0/24", "192.168.0.128/25", "2001:db8::/32", "2001:db8::1/128");
        table.remove(prefix("192.168.0.0/24"), "a");
        assertRoute("a", "192.168.0.1");
        table.remove(prefix("192.168.0.0/16"), "a");
        assertRoute(null, "192.168.0.1");
        assertRoute("a", "192.168.0.129");
        table.remove(prefix("2001:db8::1/128"), "a");
        assertRoute("a", "2001:db8::1");
        table.remove(prefix("2001:db8::/32"), "a");
        table.remove(prefix("192.168.0.128/25"), "a");
        assertTrue(table.isEmpty());
        assertEquals(List.of(), table.of("a"));
    }

    @Test
    void everything_and_a_single_address_are_networks_too() {
        insert("all", "0.0.0.0/0", "::/0");
        insert("one", "255.255.255.255/32", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128", "0.0.0.0/32", "::/128");
        assertRoute("one", "255.255.255.255");
        assertRoute("one", "0.0.0.0");
        assertRoute("one", "::");
        assertRoute("one", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff");
        assertRoute("all", "255.255.255.254");
        assertRoute("all", "::1");
        table.removeAll("one");
        assertRoute("all", "::");
        table.removeAll("all");
        assertTrue(table.isEmpty());
    }

    @Test
    void replacing_keeps_what_stays_and_drops_what_does_not() {
        insert("a", "10.0.0.0/8", "10.1.0.0/16");
        table.replaceAll("a", List.of(given("10.1.0.0/16"), given("10.2.0.0/16"), taken("10.2.0.0/16")));
        assertEquals(List.of(prefix("10.1.0.0/16")), table.of("a"));
        assertRoute("a", "10.1.0.1");
        assertRoute(null, "10.2.0.1");
        assertRoute(null, "10.3.0.1");
    }

    @Test
    void replacing_adds_what_is_new_also_what_was_somebody_elses() {
        insert("a", "10.0.0.0/8");
        insert("b", "10.1.0.0/16");
        table.replaceAll("a", List.of(given("10.1.0.0/16"), given("2001:db8::/32")));
        assertRoute("a", "10.1.0.1");
        assertRoute("a", "2001:db8::1");
        assertRoute(null, "10.2.0.1");
        assertEquals(List.of(), table.of("b"));
        assertFalse(table.isEmpty());
    }

    @Test
    void changes_count_in_their_order() {
        table.change("a", List.of(given("10.0.0.0/8"), taken("10.0.0.0/8"), given("10.0.0.0/8")));
        assertRoute("a", "10.0.0.1");
        table.change("a", List.of(given("11.0.0.0/8"), taken("11.0.0.0/8")));
        assertRoute(null, "11.0.0.1");
    }

    @Test
    void networks_are_listed_in_the_order_in_which_they_were_given() {
        insert("a", "10.9.0.0/16", "fd00::/8", "10.1.0.0/16", "10.9.0.0/16");
        assertEquals(List.of(prefix("10.9.0.0/16"), prefix("fd00::/8"), prefix("10.1.0.0/16")), table.of("a"));
    }

    @Test
    void every_change_changes_the_version() {
        int before = table.version();
        insert("a", "10.0.0.0/8");
        assertNotEquals(before, table.version());
        before = table.version();
        table.removeAll("a");
        assertNotEquals(before, table.version());
    }

    @Test
    void what_is_replaced_or_moves_to_another_peer_is_never_without_one() throws Exception {
        List<AllowedIpUpdate> networks = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            networks.add(given("10.0.0." + i + "/32"));
        }
        table.change("a", networks);
        Thread writer = Thread.ofPlatform().start(() -> {
            for (int i = 0; i < 500; i++) {
                table.change("b", networks);
                table.replaceAll("b", networks);
                table.change("a", networks);
            }
        });
        do {
            for (int i = 0; i < 64; i++) {
                assertNotNull(route("10.0.0." + i));
            }
        } while (writer.isAlive());
        writer.join();
        assertRoute("a", "10.0.0.63");
    }

    @Test
    void a_length_beyond_the_address_is_refused() {
        assertThrows(IllegalArgumentException.class, () -> prefix("10.0.0.0/33"));
        assertThrows(IllegalArgumentException.class, () -> prefix("::/129"));
        assertThrows(IllegalArgumentException.class, () -> prefix("::/-1"));
    }

    @Test
    void a_prefix_gives_its_address_back() throws Exception {
        for (String text : List.of("10.1.2.3/32", "0.0.0.0/0", "128.0.0.0/1", "fd00:1:2:3:4:5:6:7/128", "8000::/1")) {
            String address = text.substring(0, text.indexOf('/'));
            assertEquals(
                    InetAddress.ofLiteral(address),
                    InetAddress.getByAddress(prefix(text).address()));
        }
        assertTrue(prefix("fd00::/9").covers(0xfd00L << 48, 1));
        assertFalse(prefix("fd00::/9").covers(0xfd80L << 48, 1));
    }

    private void insert(String peer, String... prefixes) {
        for (String prefix : prefixes) {
            table.insert(prefix(prefix), peer);
        }
    }

    private String route(String address) {
        Prefix host = Prefix.of(InetAddress.ofLiteral(address).getAddress(), address.contains(":") ? 128 : 32);
        return table.lookup(host.ipv6(), host.high(), host.low());
    }

    private void assertRoute(String peer, String address) {
        if (peer == null) {
            assertNull(route(address), address);
        } else {
            assertEquals(peer, route(address), address);
        }
    }

    private static AllowedIpUpdate given(String prefix) {
        return new AllowedIpUpdate(prefix(prefix), false);
    }

    private static AllowedIpUpdate taken(String prefix) {
        return new AllowedIpUpdate(prefix(prefix), true);
    }

    private static Prefix prefix(String text) {
        int slash = text.indexOf('/');
        return Prefix.of(
                InetAddress.ofLiteral(text.substring(0, slash)).getAddress(),
                Integer.parseInt(text.substring(slash + 1)));
    }
}
