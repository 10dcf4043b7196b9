package dev.warren.engine.tunnel;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.endtoend.Eventually;
import dev.warren.endtoend.Namespace;
import dev.warren.engine.key.PrivateKey;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// One end of a tunnel: a program with its interface, and the two namespaces in which its sockets and its interface
/// are.
final class End {
    private final Process process;
    private final String device;
    private final Namespace home;
    private Namespace inside;
    private PrivateKey key = PrivateKey.generate();
    private int port;

    /// Starts a program in a namespace, where its sockets will stay.
    End(Program program, Namespace home, String device) {
        this.home = home;
        this.inside = home;
        this.device = device;
        List<String> command = new ArrayList<>(program.command());
        command.add("-f");
        command.add(device);
        ProcessBuilder builder = home.builder(command.toArray(String[]::new));
        builder.environment().put("WG_PROCESS_FOREGROUND", "1");
        process = home.start(builder.redirectOutput(ProcessBuilder.Redirect.DISCARD));
        Eventually.within(Duration.ofSeconds(30), program + " listens", () -> {
            assertTrue(process.isAlive(), program + " has ended");
            return Files.exists(home.sockets().resolve(device + ".sock"));
        });
    }

    long pid() {
        return process.pid();
    }

    String device() {
        return device;
    }

    Namespace home() {
        return home;
    }

    /// Where the interface is.
    Namespace inside() {
        return inside;
    }

    PrivateKey key() {
        return key;
    }

    String publicKey() {
        return key.publicKey().base64();
    }

    /// Moves the interface, and leaves the sockets where they are.
    End moveTo(Namespace other) {
        inside.move(device, other);
        inside = other;
        return this;
    }

    /// Gives the interface a key and a port.
    End listen(int port) {
        this.port = port;
        return key(key, "listen-port " + port);
    }

    /// Gives the interface another key.
    void key(PrivateKey changed) {
        key(changed, "");
    }

    private End key(PrivateKey changed, String more) {
        key = changed;
        home.shell("echo %s | wg set %s private-key /dev/stdin %s".formatted(key.base64(), device, more));
        return this;
    }

    /// Changes the interface, with the words of `wg set`.
    End set(String words) {
        home.shell("wg set " + device + " " + words);
        return this;
    }

    /// Adds or changes the other end as a peer, with the words of `wg set`.
    End peer(End other, String words) {
        return peer(other.publicKey(), words);
    }

    End peer(String publicKey, String words) {
        return set("peer " + publicKey + " " + words);
    }

    /// As [#peer], with a preshared key.
    End peer(End other, String presharedKey, String words) {
        home.shell("echo %s | wg set %s peer %s preshared-key /dev/stdin %s"
                .formatted(presharedKey, device, other.publicKey(), words));
        return this;
    }

    End address(String... addresses) {
        for (String address : addresses) {
            inside.run("ip", "addr", "add", address, "dev", device, address.contains(":") ? "nodad" : "noprefixroute");
        }
        return this;
    }

    /// Sets the interface up, and returns when the program has opened its sockets.
    End up() {
        inside.run("ip", "link", "set", device, "up");
        Eventually.within(
                Duration.ofSeconds(10),
                device + " listens on port " + port,
                () -> !home.run("ss", "-Hlun", "sport", "=", ":" + port).isBlank());
        return this;
    }

    End mtu(int mtu) {
        inside.run("ip", "link", "set", device, "mtu", String.valueOf(mtu));
        return this;
    }

    /// What `wg show DEVICE …` prints.
    String show(String what) {
        return home.run("wg", "show", device, what).strip();
    }

    /// What it prints of the other end, without the key.
    String show(String what, End other) {
        return show(what)
                .lines()
                .filter(line -> line.startsWith(other.publicKey()))
                .map(line -> line.substring(line.indexOf('\t') + 1))
                .findFirst()
                .orElseThrow(() -> new AssertionError(device + " does not know " + other.device));
    }

    String endpoint(End other) {
        return show("endpoints", other);
    }

    long received(End other) {
        return Long.parseLong(show("transfer", other).split("\t")[0]);
    }

    long sent(End other) {
        return Long.parseLong(show("transfer", other).split("\t")[1]);
    }

    /// Sends pings in quick succession; every one has to be answered.
    ///
    /// Not a flood: after its last packet `ping` waits for twice the longest time so far, or for one interval,
    /// whatever `-W` says. In a flood that is less than a millisecond, and an answer a little later counts as lost.
    void pings(int count, String address, String... options) {
        List<String> command = new ArrayList<>(
                List.of("ping", "-n", "-q", "-i", "0.05", "-W", "1", "-c", String.valueOf(count), address));
        command.addAll(List.of(options));
        String output = inside.run(command.toArray(String[]::new));
        assertTrue(output.contains(" 0% packet loss"), output);
    }

    /// Sends one ping, which has to be answered within a second.
    void ping(String address, String... options) {
        pings(1, address, options);
    }

    /// Whether one ping is answered within a second.
    boolean reaches(String address) {
        return inside.succeeds("ping", "-n", "-q", "-W", "1", "-c", "1", address);
    }

    void awaitPing(String address) {
        Eventually.within(Duration.ofSeconds(20), device + " reaches " + address, () -> reaches(address));
    }

    /// Takes the interface away, upon which the program has to end by itself.
    void delete() {
        inside.run("ip", "link", "del", device);
        awaitEnd();
    }

    void awaitEnd() {
        Eventually.within(Duration.ofSeconds(10), device + "'s program ends", () -> !process.isAlive());
    }
}
