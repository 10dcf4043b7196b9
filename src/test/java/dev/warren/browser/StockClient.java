package dev.warren.browser;

import static dev.warren.engine.linux.NetworkNamespace.sh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A machine beside the one of the test, in a network namespace of its own, with wireguard-go and a configuration as a
/// person would have downloaded it. The test's machine is 192.0.2.1 to it.
final class StockClient implements AutoCloseable {

    static final String SERVER = "192.0.2.1";

    private final Process machine;
    private final String device = "wc" + ProcessHandle.current().pid();

    StockClient() throws IOException, InterruptedException {
        machine = new ProcessBuilder("unshare", "--net", "sleep", "infinity").start();
        // unshare(1) has become sleep(1) once it is in its namespace.
        sh("until [ \"$(cat /proc/%1$d/comm)\" = sleep ]; do :; done".formatted(machine.pid()));
        sh("ip link add server type veth peer name client netns %d; ip addr add %s/30 dev server; ip link set server up"
                .formatted(machine.pid(), SERVER));
        inside("ip addr add 192.0.2.2/30 dev client; ip link set client up");
    }

    /// Brings the tunnel up and waits until the server's tunnel address answers.
    void connect(String configuration, Path directory) throws IOException, InterruptedException {
        var file = directory.resolve(device + ".conf");
        Files.writeString(file, configuration);
        inside("wireguard-go %s >/dev/null 2>&1".formatted(device));
        inside("wg-quick strip %s | wg setconf %s /dev/stdin".formatted(file, device));
        inside("ip addr add 10.8.0.2/32 dev %1$s; ip link set %1$s up; ip route add 10.8.0.0/24 dev %1$s"
                .formatted(device));
        inside("ping -q -c 1 -w 20 10.8.0.1");
    }

    /// Some traffic both ways, so that rates and lines have something to show.
    void chatter(int seconds) throws IOException, InterruptedException {
        inside("timeout %d ping -q -i 0.005 -s 1300 10.8.0.1 || true".formatted(seconds));
    }

    private void inside(String command) throws IOException, InterruptedException {
        sh("nsenter --target %d --net sh -ec '%s'".formatted(machine.pid(), command));
    }

    @Override
    public void close() throws IOException, InterruptedException {
        sh("rm -f /var/run/wireguard/%s.sock".formatted(device));
        machine.destroy();
        machine.waitFor();
    }
}
