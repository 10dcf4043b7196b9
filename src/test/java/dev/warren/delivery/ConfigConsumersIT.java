package dev.warren.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.warren.peers.ClientConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The files of [ConfigFormatTest] read by the programs they are for, as far as Debian has them. RouterOS and OpenWrt
/// are
/// held to their documentation alone.
class ConfigConsumersIT {

    /// networkd in a network and a file system of its own, until it has read everything.
    private static final String NETWORKD = """
            set -e
            mount -t tmpfs tmpfs /run
            mount -t tmpfs tmpfs /etc/systemd/network
            cp "$1"/*.netdev "$1"/*.network /etc/systemd/network/
            chmod 640 /etc/systemd/network/*
            chgrp systemd-network /etc/systemd/network/*
            SYSTEMD_LOG_LEVEL=debug SYSTEMD_LOG_TARGET=console timeout 3 /lib/systemd/systemd-networkd 2>&1 || true
            """;

    private static final String NETWORK_MANAGER = """
            import sys, gi
            gi.require_version("NM", "1.0")
            from gi.repository import NM, GLib
            file = GLib.KeyFile()
            file.load_from_file(sys.argv[1], GLib.KeyFileFlags.NONE)
            def strange(*what):
                raise SystemExit("libnm warns")
            connection = NM.keyfile_read(file, "/", NM.KeyfileHandlerFlags.NONE, strange)
            connection.verify()
            wireguard = connection.get_setting_by_name("wireguard")
            peer = wireguard.get_peer(0)
            print(connection.get_id())
            print(wireguard.get_private_key(), wireguard.get_mtu(), peer.get_preshared_key())
            print(peer.get_endpoint(), peer.get_persistent_keepalive())
            print(*[peer.get_allowed_ip(i) for i in range(peer.get_allowed_ips_len())])
            for family in connection.get_setting_ip4_config(), connection.get_setting_ip6_config():
                print(family.get_method(),
                      *[family.get_address(i).get_address() for i in range(family.get_num_addresses())],
                      *[family.get_dns(i) for i in range(family.get_num_dns())],
                      *[family.get_dns_search(i) for i in range(family.get_num_dns_searches())])
            """;

    static Stream<ClientConfig> configs() {
        return Stream.of(TestConfigs.everything(), TestConfigs.usable());
    }

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("configs")
    void wg_quick_reads_the_conf(ClientConfig config) throws Exception {
        Path file = written(config, ConfigFormat.CONF).getFirst();

        String stripped = run("wg-quick", "strip", file.toString());

        assertTrue(stripped.contains("PrivateKey = " + config.privateKey()), stripped);
        assertTrue(stripped.contains("Endpoint = " + config.endpoint()), stripped);
        assertFalse(stripped.contains("Address"), stripped);
    }

    @Test
    void networkmanagers_library_reads_the_keyfile_with_everything() throws Exception {
        assertEquals("""
                Zoë's "phone" $HOME ${x} \\ ?
                yAnz5TF+lXXJte14tji3zlMNq+hd2rYUIgJBgB3fBmk= 1380 FpCyhws9cxwWoV4xELtfJvjJN+zQVRPISllRWgeopVE=
                [2001:db8::1]:51820 25
                0.0.0.0/0 ::/0
                manual 10.8.0.2 10.8.0.1 lan.example ~
                manual fd00:8::2 fd00:8::1 lan.example ~
                """, networkManager(TestConfigs.everything()));
    }

    @Test
    void networkmanagers_library_reads_the_keyfile_with_little() throws Exception {
        assertEquals("""
                office
                yAnz5TF+lXXJte14tji3zlMNq+hd2rYUIgJBgB3fBmk= 0 None
                vpn.example.org:443 0
                10.8.0.0/24 192.168.7.0/24
                manual 10.8.0.3
                disabled
                """, networkManager(TestConfigs.usable()));
    }

    /// A kernel without WireGuard refuses the device only after networkd has read and accepted everything.
    @ParameterizedTest
    @MethodSource("configs")
    void networkd_reads_both_files_and_finds_nothing_to_complain_of(ClientConfig config) throws Exception {
        List<Path> files = written(config, ConfigFormat.NETWORKD);
        String name = files.getFirst().getFileName().toString().replace(".netdev", "");

        String log = run("unshare", "-m", "-n", "sh", "-c", NETWORKD, "sh", directory.toString());

        assertTrue(log.contains(name + ": loaded \"wireguard\""), log);
        assertFalse(
                log.lines().anyMatch(line -> line.startsWith("/etc/systemd/network/")),
                () -> "complaints begin with the file's name: " + log);
    }

    @ParameterizedTest
    @MethodSource("configs")
    void nix_evaluates_the_module(ClientConfig config) throws Exception {
        assumeTrue(Files.exists(Path.of("/usr/bin/nix-instantiate")), "Nix is too large to be asked for everywhere");
        Path file = written(config, ConfigFormat.NIXOS).getFirst();

        String values = run(
                "nix-instantiate",
                "--eval",
                "--strict",
                "--json",
                "-E",
                "(import %s {}).networking.wg-quick.interfaces".formatted(file));

        assertTrue(values.contains("\"privateKey\":\"" + config.privateKey() + "\""), values);
        assertTrue(values.contains("\"endpoint\":\"" + config.endpoint() + "\""), values);
    }

    @ParameterizedTest
    @MethodSource("configs")
    void a_shell_finds_the_script_for_openwrt_well_formed(ClientConfig config) throws Exception {
        assertEquals(
                "",
                run("sh", "-n", written(config, ConfigFormat.OPENWRT).getFirst().toString()));
    }

    private String networkManager(ClientConfig config) throws Exception {
        Path file = written(config, ConfigFormat.NETWORKMANAGER).getFirst();
        return run("/usr/bin/python3", "-c", NETWORK_MANAGER, file.toString()).replaceAll("(?m) +$", "");
    }

    private List<Path> written(ClientConfig config, ConfigFormat format) throws IOException {
        List<ConfigFile> files = format.files(config);
        for (ConfigFile file : files) {
            Path path = Files.writeString(directory.resolve(file.name()), file.text());
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
        }
        return files.stream().map(file -> directory.resolve(file.name())).toList();
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), () -> List.of(command).getFirst() + ": " + output);
        return output;
    }
}
