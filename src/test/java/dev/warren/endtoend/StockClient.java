package dev.warren.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// A peer that runs wireguard-go with a downloaded configuration, as `wg-quick` would set it up.
final class StockClient {

    private final Namespace home;
    private final String device;
    private String stripped;

    StockClient(Namespace home) {
        this.home = home;
        this.device = "wgc" + ProcessHandle.current().pid() % 100_000;
    }

    void start(Path config) {
        ProcessBuilder builder = home.builder("wireguard-go", "-f", device);
        builder.environment().put("WG_PROCESS_FOREGROUND", "1");
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        home.start(builder);
        Eventually.within(Duration.ofSeconds(10), "wireguard-go listens", () -> home.succeeds("wg", "show", device));
        stripped = config + ".stripped";
        home.shell("wg-quick strip %s > %s && wg setconf %s %s".formatted(config, stripped, device, stripped));
        for (String address : line(config, "Address").split(", ")) {
            home.run("ip", address.contains(":") ? "-6" : "-4", "addr", "add", address, "dev", device);
        }
        home.run("ip", "link", "set", device, "mtu", "1420", "up");
        home.run("ip", "-4", "route", "add", "default", "dev", device);
        home.run("ip", "-6", "route", "add", "default", "dev", device);
    }

    /// Forgets its sessions: with the next packet it begins a new one.
    void reconnect() {
        home.run("wg", "setconf", device, stripped);
    }

    void listenOn(int port) {
        home.run("wg", "set", device, "listen-port", String.valueOf(port));
    }

    boolean reaches(String address) {
        return home.succeeds("ping", "-n", "-c", "1", "-W", "1", address);
    }

    static String line(Path config, String key) {
        try {
            List<String> lines = Files.readAllLines(config);
            return lines.stream()
                    .filter(line -> line.startsWith(key + " = "))
                    .map(line -> line.substring(key.length() + 3))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
