package dev.warren.interfaces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.engine.IpPrefix;
import dev.warren.interfaces.Renumbering.Ranges;
import dev.warren.interfaces.Renumbering.Resident;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RenumberingTest {

    @Test
    void every_peer_keeps_its_place_in_the_range() {
        Renumbering moved = move("10.8.0.1/24", "192.168.77.1/24", "10.8.0.2", "10.8.0.200");

        assertEquals(List.of("192.168.77.2", "192.168.77.200"), ipv4(moved));
        assertTrue(moved.moves().stream().allMatch(Renumbering.Move::samePlace));
        assertEquals(2, moved.changed());
    }

    @Test
    void both_families_move_each_on_its_own() {
        var peer = new Resident(UUID.randomUUID(), "anna", address("10.8.0.9"), address("fd00:8::1:0:7"));
        Renumbering moved = Renumbering.of(
                ranges("10.8.0.1/24", "fd00:8::1/64"), ranges("10.9.0.1/16", "fd00:9::1/64"), List.of(peer));

        assertEquals("10.9.0.9", IpText.of(moved.moves().getFirst().ipv4()));
        assertEquals("fd00:9::1:0:7", IpText.of(moved.moves().getFirst().ipv6()));
    }

    @Test
    void a_family_that_stays_is_left_alone() {
        var peer = new Resident(UUID.randomUUID(), "anna", address("10.8.0.9"), address("fd00:8::9"));
        Renumbering moved = Renumbering.of(
                ranges("10.8.0.1/24", "fd00:8::1/64"), ranges("10.8.0.1/24", "fd00:9::1/64"), List.of(peer));

        assertEquals("10.8.0.9", IpText.of(moved.moves().getFirst().ipv4()));
        assertEquals("fd00:9::9", IpText.of(moved.moves().getFirst().ipv6()));
    }

    @Test
    void who_finds_no_place_in_a_shorter_range_gets_the_lowest_that_is_left() {
        Renumbering moved = move("10.8.0.1/24", "10.9.0.1/29", "10.8.0.2", "10.8.0.4", "10.8.0.77", "10.8.0.78");

        assertEquals(List.of("10.9.0.2", "10.9.0.4", "10.9.0.3", "10.9.0.5"), ipv4(moved));
        assertEquals(
                List.of(true, true, false, false),
                moved.moves().stream().map(Renumbering.Move::samePlace).toList());
    }

    @Test
    void who_is_where_the_server_or_the_broadcast_will_be_gets_another_place() {
        Renumbering moved = move("10.8.0.254/24", "10.9.0.1/28", "10.8.0.1", "10.8.0.15");

        assertEquals(List.of("10.9.0.2", "10.9.0.3"), ipv4(moved));
    }

    @Test
    void a_range_that_is_too_small_is_a_conflict_that_says_how_much_room_there_is() {
        Renumbering moved = move("10.8.0.1/24", "10.9.0.1/30", "10.8.0.2", "10.8.0.3");

        assertFalse(moved.isPossible());
        assertEquals(List.of("10.9.0.0/30 has room for 1 peers, and there are 2."), moved.conflicts());
    }

    @Test
    void a_family_that_comes_gives_everybody_an_address_and_one_that_goes_takes_it() {
        var peer = new Resident(UUID.randomUUID(), "anna", address("10.8.0.9"), null);
        Renumbering more =
                Renumbering.of(ranges("10.8.0.1/24", null), ranges("10.8.0.1/24", "fd00:9::1/64"), List.of(peer));
        assertEquals("fd00:9::2", IpText.of(more.moves().getFirst().ipv6()));

        var both = new Resident(UUID.randomUUID(), "anna", address("10.8.0.9"), address("fd00:9::2"));
        Renumbering less =
                Renumbering.of(ranges("10.8.0.1/24", "fd00:9::1/64"), ranges("10.8.0.1/24", null), List.of(both));
        assertNull(less.moves().getFirst().ipv6());
        assertTrue(less.isPossible());
    }

    @Test
    void nobody_is_left_without_any_address() {
        var peer = new Resident(UUID.randomUUID(), "anna", null, address("fd00:9::2"));
        Renumbering moved =
                Renumbering.of(ranges("10.8.0.1/24", "fd00:9::1/64"), ranges("10.8.0.1/24", null), List.of(peer));

        assertEquals(List.of("anna would have no address left."), moved.conflicts());
    }

    @Test
    void no_two_peers_ever_get_one_address_nor_the_servers() {
        var random = new Random(7);
        for (int round = 0; round < 200; round++) {
            var hosts = new HashSet<Integer>();
            int server = 1 + random.nextInt(253);
            int count = random.nextInt(100);
            while (hosts.size() < count) {
                int host = 1 + random.nextInt(254);
                if (host != server) {
                    hosts.add(host);
                }
            }
            int length = 24 + random.nextInt(3);
            int newServer = 1 + random.nextInt((1 << 32 - length) - 2);
            String[] peers = hosts.stream().map(host -> "10.8.0." + host).toArray(String[]::new);
            Renumbering moved =
                    move("10.8.0.%d/24".formatted(server), "10.8.0.%d/%d".formatted(newServer, length), peers);

            int room = (1 << 32 - length) - 3;
            assertEquals(count <= room, moved.isPossible(), "round " + round);
            if (moved.isPossible()) {
                var addresses = new HashSet<>(ipv4(moved));
                assertEquals(count, addresses.size(), "round " + round);
                assertFalse(addresses.contains("10.8.0." + newServer), "round " + round);
            }
        }
    }

    private static Renumbering move(String from, String to, String... peers) {
        var residents = new ArrayList<Resident>();
        for (String peer : peers) {
            residents.add(new Resident(UUID.randomUUID(), "peer-" + peer, address(peer), null));
        }
        return Renumbering.of(ranges(from, null), ranges(to, null), residents);
    }

    private static Ranges ranges(String ipv4, String ipv6) {
        return new Ranges(ipv4 == null ? null : IpPrefix.parse(ipv4), ipv6 == null ? null : IpPrefix.parse(ipv6));
    }

    private static InetAddress address(String text) {
        return IpPrefix.parseAddress(text);
    }

    private static List<String> ipv4(Renumbering moved) {
        return moved.moves().stream().map(move -> IpText.of(move.ipv4())).toList();
    }
}
