package dev.warren.engine.tunnel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.warren.endtoend.Eventually;
import dev.warren.endtoend.Namespace;
import dev.warren.engine.key.PrivateKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `wg-quick`(8) with Warren as its userspace implementation, which it starts in the background: a full tunnel to a
/// server
/// that runs wireguard-go.
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WgQuickIT {
    private static final String NAME = "wgfull";

    @TempDir
    Path directory;

    private final PrivateKey key = PrivateKey.generate();
    private Namespace client;
    private Namespace right;
    private End server;

    @BeforeEach
    void a_server() {
        assumeFalse(Files.exists(Path.of("/sys/module/wireguard")), "wg-quick would prefer the kernel's own");
        client = new Namespace("q");
        right = new Namespace("s");
        Namespace.connect(
                client, "eth", "192.0.2.2/24", "2001:db8::2/64", right, "eth", "192.0.2.1/24", "2001:db8::1/64");
        server =
                new End(Program.WIREGUARD_GO, right, "wg-server").listen(51_820).up();
        right.shell("""
                ip addr add 203.0.113.1/32 dev lo; ip addr add 2001:db8:f::1/128 dev lo
                ip route add 10.7.0.2 dev wg-server; ip route add fd00:7::2 dev wg-server
                """);
        server.peer(key.publicKey().base64(), "allowed-ips 10.7.0.2/32,fd00:7::2/128");
    }

    @AfterEach
    void nothing_is_left() {
        client.close();
        right.close();
    }

    private Path config() throws IOException {
        Path file =
                Files.writeString(directory.resolve(NAME + ".conf"), """
                [Interface]
                PrivateKey = %s
                Address = 10.7.0.2/32, fd00:7::2/128

                [Peer]
                PublicKey = %s
                AllowedIPs = 0.0.0.0/0, ::/0
                Endpoint = 192.0.2.1:51820
                """.formatted(key.base64(), server.publicKey()));
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private Path engine() throws IOException {
        Path file = Files.writeString(
                directory.resolve("engine"),
                "#!/bin/sh\nexec " + String.join(" ", Program.WARREN.command()) + " \"$@\"\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private String network() {
        return client.shell(
                "ip -4 rule; ip -6 rule; ip -4 route show table all; ip -6 route show table all type unicast;"
                        + "nft list ruleset; ls " + client.sockets());
    }

    @Test
    void a_full_tunnel_comes_up_carries_everything_and_goes_down_without_a_trace() throws IOException {
        String config = config().toString();
        String engine = engine().toString();
        assertFalse(client.succeeds("ping", "-c", "1", "-W", "1", "203.0.113.1"), "there is no way but the tunnel");
        String before = network();

        client.run("env", "WG_QUICK_USERSPACE_IMPLEMENTATION=" + engine, "wg-quick", "up", config);

        Eventually.within(
                Duration.ofSeconds(10),
                "the tunnel carries",
                () -> client.succeeds("ping", "-n", "-c", "1", "-W", "1", "203.0.113.1"));
        assertTrue(client.succeeds("ping", "-n", "-c", "1", "-W", "1", "2001:db8:f::1"));
        Stream.tcp(client, right, "203.0.113.1", 5, "32M");
        assertEquals("192.0.2.2", server.show("endpoints").split("[\t:]")[1], "outside of the tunnel");

        client.run("wg-quick", "down", config);

        Eventually.within(
                Duration.ofSeconds(10),
                "everything is as before",
                () -> network().equals(before));
        assertFalse(client.succeeds("ping", "-c", "1", "-W", "1", "203.0.113.1"));
    }
}
