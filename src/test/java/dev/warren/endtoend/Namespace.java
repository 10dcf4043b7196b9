package dev.warren.endtoend;

import dev.warren.engine.linux.ErrnoException;
import dev.warren.engine.linux.Libc;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/// A network namespace with a name of its own, and the processes in it.
///
/// They also share a directory of their own for the sockets of `wg`(8), which are files: the `wg0` of another namespace
/// would else be in their way.
public final class Namespace implements AutoCloseable {

    private static final Path SOCKETS = Path.of("/var/run/wireguard");

    private static final String WITH_OWN_SOCKETS = "mount --bind \"$1\" " + SOCKETS + "; shift; exec \"$@\"";

    private final String name;
    private final Path sockets;
    private final List<Process> processes = new ArrayList<>();

    /// @param role a letter or two, to tell the namespaces of one test apart
    public Namespace(String role) {
        this.name = "warren-%d-%s".formatted(ProcessHandle.current().pid(), role);
        this.sockets = directories(name);
        outside("ip", "netns", "add", name);
        run("ip", "link", "set", "lo", "up");
    }

    /// Joins the machine with Warren, 192.0.2.1 on `lan`, and somebody near, 192.0.2.2 on `wlan`.
    public static void connect(Namespace warren, Namespace near) {
        connect(warren, "lan", "192.0.2.1/24", "2001:db8:1::1/64", near, "wlan", "192.0.2.2/24", "2001:db8:1::2/64");
    }

    /// Joins two namespaces by a cable whose ends have these names and addresses.
    public static void connect(
            Namespace left,
            String leftEnd,
            String leftIpv4,
            String leftIpv6,
            Namespace right,
            String rightEnd,
            String rightIpv4,
            String rightIpv6) {
        outside(
                "ip",
                "link",
                "add",
                leftEnd,
                "netns",
                left.name,
                "type",
                "veth",
                "peer",
                "name",
                rightEnd,
                "netns",
                right.name);
        left.configure(leftEnd, leftIpv4, leftIpv6);
        right.configure(rightEnd, rightIpv4, rightIpv6);
    }

    private void configure(String device, String ipv4, String ipv6) {
        run("ip", "addr", "add", ipv4, "dev", device);
        run("ip", "-6", "addr", "add", ipv6, "dev", device, "nodad");
        run("ip", "link", "set", device, "up");
    }

    /// Sends a device to another namespace.
    public void move(String device, Namespace to) {
        run("ip", "link", "set", device, "netns", to.name);
    }

    /// Runs a command to its end, and returns what it printed.
    ///
    /// @throws AssertionError with its output if it fails
    public String run(String... command) {
        return finished(start(command), command);
    }

    /// Whether a command succeeds.
    public boolean succeeds(String... command) {
        Process process = start(command);
        try {
            process.inputReader().transferTo(Writer.nullWriter());
            return process.waitFor() == 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /// Starts a command in this namespace; it ends with the namespace at the latest.
    public Process start(String... command) {
        return start(builder(command));
    }

    public ProcessBuilder builder(String... command) {
        List<String> line = new ArrayList<>(List.of("ip", "netns", "exec", name, "unshare", "-m"));
        line.addAll(List.of("sh", "-ec", WITH_OWN_SOCKETS, "sh", sockets.toString()));
        line.addAll(List.of(command));
        return new ProcessBuilder(line).redirectErrorStream(true);
    }

    public Process start(ProcessBuilder builder) {
        try {
            Process process = builder.start();
            processes.add(process);
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The directory in which programs of this namespace find one another's sockets.
    public Path sockets() {
        return sockets;
    }

    /// Runs something on a thread of its own in this namespace: sockets that it opens are here, and so are those of
    /// threads
    /// that it starts.
    public void inside(Callable<Void> body) throws Exception {
        FutureTask<Void> task = new FutureTask<>(() -> {
            int namespace = Libc.open("/run/netns/" + name, 0);
            try {
                ErrnoException.check("enter " + name, Libc.setns(namespace, Libc.CLONE_NEWNET));
            } finally {
                Libc.close(namespace);
            }
            return body.call();
        });
        Thread.ofPlatform().name(name).start(task);
        try {
            task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e;
        }
    }

    /// Runs a shell script in this namespace.
    public String shell(String script) {
        return run("sh", "-ec", script);
    }

    /// Lets what leaves by `device` pass at 100 Mbit/s, so that 100 MB take some eight seconds.
    void slowDown(String device) {
        run(
                "tc", "qdisc", "replace", "dev", device, "root", "tbf", "rate", "100mbit", "burst", "256kb", "latency",
                "50ms");
    }

    String sha256(Path file) {
        return run("sha256sum", file.toString()).split(" ")[0];
    }

    @Override
    public void close() {
        for (Process process : processes) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        for (Process process : processes) {
            try {
                process.waitFor(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        outside("ip", "netns", "del", name);
        outside("rm", "-r", sockets.toString());
    }

    private static Path directories(String name) {
        try {
            Files.createDirectories(SOCKETS);
            return Files.createTempDirectory(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void outside(String... command) {
        try {
            finished(new ProcessBuilder(command).redirectErrorStream(true).start(), command);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String finished(Process process, String... command) {
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new AssertionError(String.join(" ", command) + " failed:\n" + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
