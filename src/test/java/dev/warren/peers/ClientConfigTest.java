package dev.warren.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.engine.key.PrivateKey;
import dev.warren.interfaces.TestInterfaces;
import dev.warren.interfaces.WgInterface;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ClientConfigTest {

    @Inject
    TestInterfaces interfaces;

    @Inject
    PeerChanges changes;

    private WgInterface wg;

    @BeforeEach
    void anInterface() {
        wg = interfaces.create();
    }

    @Test
    void a_peer_that_inherits_everything_has_no_line_that_says_what_goes_without_saying() {
        Member anna = changes.create(wg.id(), PeerForm.named("anna"));

        assertEquals(
                """
                [Interface]
                PrivateKey = *
                Address = %s/32, %s/128

                [Peer]
                PublicKey = %s
                PresharedKey = *
                AllowedIPs = 0.0.0.0/0, ::/0
                Endpoint = vpn.example.org:%d
                """.formatted(anna.ipv4(), anna.ipv6(), wg.publicKey(), wg.listenPort()),
                config(anna, true).replaceAll("(PrivateKey|PresharedKey) = .{44}", "$1 = *"));
    }

    @Test
    void what_a_peer_has_of_its_own_stands_in_place_of_what_it_would_inherit() {
        Member anna = changes.create(
                wg.id(),
                PeerChangesTest.form(Map.of(
                        "name", "anna",
                        "allowedIps", "10.0.0.0/8 fd00::/8",
                        "dns", "1.1.1.1 lan.example",
                        "mtu", "1380",
                        "keepalive", "25",
                        "endpoint", "[2001:db8::1]:443")));

        String config = config(anna, true);

        assertTrue(config.contains("\nAllowedIPs = 10.0.0.0/8, fd00::/8\n"), "AllowedIPs");
        assertTrue(config.contains("\nDNS = 1.1.1.1, lan.example\n"), "DNS");
        assertTrue(config.contains("\nMTU = 1380\n"), "MTU");
        assertTrue(config.contains("\nPersistentKeepalive = 25\n"), "PersistentKeepalive");
        assertTrue(config.contains("\nEndpoint = [2001:db8::1]:443\n"), "Endpoint");
    }

    @Test
    void a_peer_with_a_key_of_its_own_is_told_where_to_put_it() {
        String key = PrivateKey.generate().publicKey().base64();
        Member anna = changes.create(wg.id(), PeerChangesTest.form(Map.of("name", "anna", "publicKey", key)));

        assertTrue(config(anna, true).contains("PrivateKey = <the private key that belongs to " + key + ">"));
    }

    @Test
    void commands_of_the_client_stand_one_a_line_and_a_kill_switch_is_taken_away_as_it_was_set() {
        Member anna = changes.create(
                wg.id(),
                PeerChangesTest.form(Map.of("name", "anna", "postUp", "echo one\n\n  echo two", "killSwitch", "lan")));

        List<String> lines = config(anna, true).lines().toList();

        assertEquals(
                List.of("PostUp = echo one", "PostUp = echo two"),
                lines.stream().filter(line -> line.startsWith("PostUp = echo")).toList());
        List<String> set = rules(lines, "PostUp");
        assertEquals(4, set.size());
        assertTrue(set.get(1).contains("-d 10.0.0.0/8,"), set::toString);
        assertEquals(set.stream().map(rule -> rule.replace(" -I ", " -D ")).toList(), rules(lines, "PreDown"));
    }

    @Test
    void a_preset_is_worked_out_and_the_vpn_stays_inside() {
        Member anna =
                changes.create(wg.id(), PeerChangesTest.form(Map.of("name", "anna", "allowedIps", "except private")));

        String config = config(anna, true);

        assertTrue(config.contains(", 8.0.0.0/7, " + wg.ipv4().network() + ", 11.0.0.0/8, "), config);
        assertFalse(config.contains("192.168.0.0"), config);
    }

    @Test
    void without_ipv6_no_line_has_any() {
        Member anna = changes.create(wg.id(), PeerForm.named("anna"));

        assertFalse(config(anna, false).replaceAll("Endpoint = .*", "").contains(":"));
    }

    private static List<String> rules(List<String> lines, String key) {
        return lines.stream()
                .filter(line -> line.startsWith(key + " = ip"))
                .map(line -> line.substring(key.length() + 3))
                .toList();
    }

    private static String config(Member member, boolean ipv6) {
        return QuarkusTransaction.requiringNew().call(() -> {
            Peer peer = Peer.findById(member.id());
            return ClientConfig.of(peer, ipv6).text();
        });
    }
}
