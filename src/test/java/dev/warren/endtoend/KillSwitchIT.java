package dev.warren.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The kill switch of a configuration as Warren hands it out, with `wg-quick`(8) on a client that has a way to
/// everywhere beside the tunnel as well.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KillSwitchIT {

    private static final String INTERNET = "203.0.113.1";
    private static final String INTERNET_IPV6 = "2001:db8:f::1";
    private static final String PRINTER = "192.168.7.1";

    private Namespace machine;
    private Namespace client;
    private Server server;
    private Path directory;

    @BeforeAll
    void aServerThatIsNearAndTheInternetToo() {
        directory = Server.emptyDirectory("kill-switch");
        machine = new Namespace("ks");
        client = new Namespace("kc");
        Namespace.connect(machine, client);
        machine.shell("ip addr add %s/24 dev lan; ip addr add %s/32 dev lo; ip addr add %s/128 dev lo"
                .formatted(PRINTER, INTERNET, INTERNET_IPV6));
        client.shell("ip addr add 192.168.7.2/24 dev wlan; ip route add default via 192.0.2.1;"
                + "ip route add default via 2001:db8:1::1");
        server = new Server(machine, machine, directory, "192.0.2.1");
        server.start();
        server.awaitReady();
    }

    @AfterAll
    void nothingIsLeft() {
        client.close();
        machine.close();
    }

    /// A peer with this kill switch is connected.
    private String connected(String killSwitch) throws IOException {
        String peer = server.done(
                        "POST", "/api/v1/peers", "{\"name\":\"%1$s\",\"killSwitch\":\"%1$s\"}".formatted(killSwitch))
                .json()
                .getString("id");
        List<String> lines = server.get("/api/v1/peers/" + peer + "/config")
                .lines()
                .filter(line -> !line.startsWith("DNS ="))
                .toList();
        Path file = Files.write(directory.resolve("wg" + killSwitch + ".conf"), lines)
                .toAbsolutePath();
        client.run("wg-quick", "up", file.toString());
        Eventually.within(
                Duration.ofSeconds(10),
                "the tunnel carries",
                () -> reaches("10.8.0.1") && reaches(INTERNET) && reaches(INTERNET_IPV6));
        return file.toString();
    }

    private boolean reaches(String address) {
        return client.succeeds("ping", "-n", "-c", "1", "-W", "1", address);
    }

    private String rules() {
        return client.shell("iptables -S; ip6tables -S");
    }

    @Test
    void without_it_everything_takes_another_way_when_the_tunnel_is_gone() throws IOException {
        String config = connected("off");

        client.run("ip", "link", "set", "wgoff", "down");

        assertTrue(reaches(INTERNET) && reaches(INTERNET_IPV6));
        client.run("wg-quick", "down", config);
    }

    @Test
    void with_it_nothing_leaves_but_through_the_tunnel() throws IOException {
        String before = rules();
        String config = connected("on");

        assertFalse(reaches(PRINTER));
        client.run("ip", "link", "set", "wgon", "down");
        assertFalse(reaches(INTERNET) || reaches(INTERNET_IPV6));

        client.run("wg-quick", "down", config);
        assertTrue(reaches(INTERNET) && reaches(PRINTER));
        assertEquals(before, rules());
    }

    @Test
    void the_local_network_may_be_left_out_of_it() throws IOException {
        String before = rules();
        String config = connected("lan");

        assertTrue(reaches(PRINTER));
        client.run("ip", "link", "set", "wglan", "down");
        assertFalse(reaches(INTERNET) || reaches(INTERNET_IPV6));
        assertTrue(reaches(PRINTER));

        client.run("wg-quick", "down", config);
        assertTrue(reaches(INTERNET));
        assertEquals(before, rules());
    }
}
