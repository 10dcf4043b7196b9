package dev.warren.engine.tunnel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.endtoend.Eventually;
import dev.warren.endtoend.Namespace;
import dev.warren.engine.key.PresharedKey;
import dev.warren.engine.key.PrivateKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What `wg`(8) may ask of an interface: large configurations, and keys in every state.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WgToolIT {
    private static final String NOTHING = "";

    @TempDir
    Path directory;

    private Namespace home;
    private End warren;

    @BeforeAll
    void one_interface() {
        home = new Namespace("w");
        warren = new End(Program.WARREN, home, "wg-tool");
    }

    @AfterAll
    void nothing_is_left() {
        home.close();
    }

    @BeforeEach
    void empty() throws IOException {
        configure(NOTHING);
    }

    private void configure(String config) throws IOException {
        Path file = Files.writeString(directory.resolve("config"), "[Interface]\n" + config);
        home.run("wg", "setconf", warren.device(), file.toString());
    }

    private static String newPublicKey() {
        return PrivateKey.generate().publicKey().base64();
    }

    private static String peer(String allowedIps) {
        return "[Peer]\nPublicKey = %s\n%s".formatted(newPublicKey(), allowedIps);
    }

    @Test
    void a_peer_with_130560_allowed_ips_is_set_and_shown_whole() throws IOException {
        String networks = IntStream.range(0, 255 * 256)
                .mapToObj(i -> "AllowedIPs = %1$d.%2$d.0.0/16,%1$d::%2$d/128\n".formatted(i / 256 + 1, i % 256))
                .collect(Collectors.joining());
        configure(peer(networks));
        assertEquals(255 * 256 * 2 + 1, warren.show("allowed-ips").split("\\s+").length);
    }

    @Test
    void forty_peers_with_52_allowed_ips_each_are_shown_whole() throws IOException {
        configure(IntStream.rangeClosed(1, 40)
                .mapToObj(a -> peer(IntStream.rangeClosed(1, 52)
                        .mapToObj(b -> "AllowedIPs = %d.%d.0.0/16\n".formatted(a, b))
                        .collect(Collectors.joining())))
                .collect(Collectors.joining()));
        List<String> lines = warren.show("allowed-ips").lines().toList();
        assertEquals(40, lines.size());
        lines.forEach(line -> assertEquals(53, line.split("\\s+").length));
    }

    @Test
    void what_showconf_prints_can_be_set_again() throws IOException {
        configure(IntStream.range(0, 29).mapToObj(i -> peer(NOTHING)).collect(Collectors.joining())
                + peer("AllowedIPs = 255.2.3.4/32,abcd::255/128\n"));
        String shown = home.run("wg", "showconf", warren.device());
        configure(shown.replace("[Interface]", NOTHING));
        assertEquals(
                shown.lines().sorted().toList(),
                home.run("wg", "showconf", warren.device()).lines().sorted().toList());
    }

    @Test
    void a_peer_without_allowed_ips_and_one_with_197_are_told_apart() {
        String none = newPublicKey();
        String many = newPublicKey();
        warren.peer(none, NOTHING);
        warren.peer(
                many,
                "allowed-ips "
                        + IntStream.rangeClosed(1, 197)
                                .mapToObj(i -> "abcd::" + i)
                                .collect(Collectors.joining(",")));
        List<String> lines = warren.show("allowed-ips").lines().toList();
        assertEquals(2, lines.size());
        assertTrue(lines.contains(none + "\t(none)"));
        assertTrue(lines.stream().anyMatch(line -> line.startsWith(many) && line.split("\\s+").length == 198));
    }

    @Test
    void keys_are_shown_as_they_were_set_and_gone_when_they_are_taken_away() {
        PrivateKey key = PrivateKey.generate();
        String peer = newPublicKey();
        String preshared = PresharedKey.generate().base64();
        warren.key(key);
        home.shell("echo %s | wg set %s peer %s preshared-key /dev/stdin".formatted(preshared, warren.device(), peer));
        assertEquals(key.base64(), warren.show("private-key"));
        assertEquals(peer + "\t" + preshared, warren.show("preshared-keys"));

        warren.set("private-key /dev/null peer " + peer + " preshared-key /dev/null");
        assertEquals("(none)", warren.show("private-key"));
        assertEquals(peer + "\t(none)", warren.show("preshared-keys"));
    }

    @Test
    void the_interface_is_never_its_own_peer() {
        PrivateKey key = PrivateKey.generate();
        String itself = key.publicKey().base64();
        warren.peer(itself, NOTHING);
        warren.key(key);
        assertEquals(itself, warren.show("public-key"));
        assertEquals(NOTHING, warren.show("peers"), "the peer that it has become is removed");
        warren.peer(itself, NOTHING);
        assertEquals(NOTHING, warren.show("peers"), "nor can it be added");
        warren.key(PrivateKey.generate());
        warren.peer(itself, NOTHING);
        assertEquals(itself, warren.show("peers"));
    }

    @Test
    void a_private_key_is_clamped() {
        String key = PrivateKey.generate().base64().substring(1);
        home.shell("echo /%s | wg set %s private-key /dev/stdin".formatted(key, warren.device()));
        assertEquals("+" + key, warren.show("private-key"));
    }

    @Test
    void networks_within_networks_are_replaced_without_a_trace() {
        String peer = newPublicKey();
        warren.peer(peer, "allowed-ips 0.0.0.0/0,10.0.0.0/8,100.0.0.0/10,172.16.0.0/12,192.168.0.0/16");
        warren.peer(peer, "allowed-ips 0.0.0.0/0");
        assertEquals(peer + "\t0.0.0.0/0", warren.show("allowed-ips"));
        warren.peer(peer, "allowed-ips ::/0,1700::/111,5000::/4,e000::/37,9000::/75");
        warren.peer(peer, "allowed-ips ::/0");
        assertEquals(peer + "\t::/0", warren.show("allowed-ips"));
        warren.peer(peer, "remove");
        assertEquals(NOTHING, warren.show("peers"));
    }

    @Test
    void to_peers_of_low_order_nothing_is_ever_sent() {
        warren.key(PrivateKey.generate()); // wg setconf has taken it away
        List<String> lowOrder = List.of(
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "4Ot6fDtBuK4WVuP68Z/EatoJjeucMrH9hmIFFl9JuAA=",
                "X5yVvKNQjCSx0LFVnIPvWwREXMRYHI6G2CJO3dCfEVc=",
                "7P///////////////////////////////////////38=",
                "7f///////////////////////////////////////38=",
                "7v///////////////////////////////////////38=");
        for (String key : lowOrder) {
            warren.peer(key, "persistent-keepalive 1 endpoint 127.0.0.1:1111");
        }
        String honest = newPublicKey();
        warren.peer(honest, "persistent-keepalive 1 endpoint 127.0.0.1:1112");
        warren.listen(4711).up();
        Eventually.within(
                Duration.ofSeconds(10),
                "the honest peer is spoken to",
                () -> warren.show("transfer").contains(honest + "\t0\t148"));
        for (String key : lowOrder) {
            assertTrue(warren.show("transfer").contains(key + "\t0\t0"), "nothing went to " + key);
        }
        home.run("ip", "link", "set", warren.device(), "down");
    }

    @Test
    void an_interface_that_is_not_there_is_refused() {
        assertFalse(home.succeeds("wg", "show", "doesnotexist"));
    }

    @Test
    void a_port_that_is_taken_is_tried_again_until_it_is_free_and_wg_hears_the_refusal() {
        Process owner = home.start("ncat", "-l", "-u", "-4", "-p", "10007");
        awaitUdp("ncat", 10_007);
        warren.set("listen-port 10007");
        home.run("ip", "link", "set", warren.device(), "up");
        Eventually.within(
                Duration.ofSeconds(10),
                "the interface is up without sockets, so that wg is told",
                () -> !home.succeeds("wg", "set", warren.device(), "listen-port", "10007"));

        owner.destroy();

        awaitUdp("java", 10_007);
        home.run("ip", "link", "set", warren.device(), "down");
    }

    private void awaitUdp(String program, int port) {
        Eventually.within(
                Duration.ofSeconds(10),
                program + " has port " + port,
                () -> home.run("ss", "-Hlunp", "sport", "=", ":" + port).contains(program));
    }
}
