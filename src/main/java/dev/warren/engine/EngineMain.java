package dev.warren.engine;

import dev.warren.engine.conn.Gso;
import dev.warren.engine.conn.UdpBind;
import dev.warren.engine.device.Device;
import dev.warren.engine.device.DeviceListener;
import dev.warren.engine.device.DeviceThreads;
import dev.warren.engine.device.Rehearsal;
import dev.warren.engine.linux.ErrnoException;
import dev.warren.engine.linux.Libc;
import dev.warren.engine.tun.LinuxTun;
import dev.warren.engine.tun.TunWatch;
import dev.warren.engine.uapi.UapiSocket;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.ConsoleHandler;
import java.util.logging.Level;
import java.util.logging.Logger;

/// `warren engine [-f] INTERFACE`: the engine alone, in the place of wireguard-go.
///
/// Creates the interface and its socket in `/var/run/wireguard`, and leaves everything else to `wg`(8), `ip`(8) and
/// `wg-quick`(8). Ends when the interface or the socket is deleted, and on SIGTERM. Without `-f` it goes to the
/// background and returns when the socket is ready.
///
/// Environment: `LOG_LEVEL` (`verbose`, `error`, `silent`), `WARREN_OFFLOAD` (`auto`, `on`, `off`).
public final class EngineMain {
    private static final String USAGE = "usage: warren engine [-f] INTERFACE";

    /// Tells the process in the background to say on its standard output when it is ready.
    private static final String REPORT = "warren.engine.report";

    private static final String READY = "ready";

    /// How long `--rehearse` plays: the build records in this time which classes and code the engine needs, for
    /// the next start.
    private static final Duration REHEARSAL = Duration.ofSeconds(8);

    /// How long until a port that was refused is tried again, in milliseconds.
    private static final long RETRY = 500;

    /// What is told to the main thread, which never leaves the network namespace that it was started in.
    private final BlockingQueue<Told> told = new LinkedBlockingQueue<>();

    private enum Told {
        INTERFACE_UP,
        INTERFACE_DOWN,
        END
    }

    private EngineMain() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(arguments));
        if (words.equals(List.of("--rehearse"))) {
            Engine.rehearse(REHEARSAL);
            return;
        }
        boolean foreground = words.remove("-f") | words.remove("--foreground");
        if (words.size() != 1 || words.getFirst().startsWith("-")) {
            System.err.println(USAGE);
            System.exit(2);
        }
        if (!foreground) {
            System.exit(daemonize(words.getFirst()));
        }
        System.exit(new EngineMain().run(words.getFirst()));
    }

    private int run(String name) throws InterruptedException {
        boolean reports = Boolean.getBoolean(REPORT);
        PrintStream report = reports ? System.out : System.err;
        setLogLevel();
        if (reports) {
            Libc.setsid();
        }
        try {
            Offload offload = offload();
            LinuxTun tun = openTun(name, offload);
            Gso gso = Gso.valueOf(offload.name());
            Thread rehearsal =
                    Thread.ofPlatform().daemon().name("warren-rehearsal").start(() -> rehearse(gso));
            boolean verbose = Logger.getLogger("").isLoggable(Level.FINE);
            try (DeviceThreads threads = new DeviceThreads(
                            tun,
                            (port, mark) -> UdpBind.open(port, mark, null, gso, DeviceThreads.queues()),
                            new SecureRandom(),
                            DeviceListener.SILENT,
                            this::end);
                    TunWatch watch = TunWatch.start(tun, new Following(threads.device()));
                    UapiSocket socket = UapiSocket.open(UapiSocket.DIRECTORY, name, threads.device(), this::end)) {
                Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                    socket.close();
                    watch.close();
                    threads.close();
                }));
                if (verbose) {
                    threads.device().inspection().logAll();
                }
                rehearsal.join();
                Rehearsal.continueInBackground();
                if (reports) {
                    report.println(READY);
                    report.close();
                }
                follow(threads.device());
            }
            return 0;
        } catch (IllegalArgumentException | ErrnoException | IOException e) {
            report.println("warren engine: " + e.getMessage());
            return 1;
        }
    }

    /// Once ready, the engine has to be quick: the peer's first message may come right after the interface is up.
    private static void rehearse(Gso gso) {
        try {
            UdpBind.open(0, 0, null, gso).close();
            Rehearsal.play(0);
        } catch (ErrnoException e) {
            System.getLogger(EngineMain.class.getName()).log(System.Logger.Level.WARNING, e.getMessage());
        }
    }

    private static LinuxTun openTun(String name, Offload offload) {
        EngineConfig.requireName(name);
        return LinuxTun.open(name, EngineConfig.DEFAULT_MTU, offload != Offload.OFF);
    }

    private static Offload offload() {
        String value = System.getenv().getOrDefault("WARREN_OFFLOAD", "auto");
        try {
            return Offload.valueOf(value.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("WARREN_OFFLOAD=" + value + ": has to be auto, on or off", e);
        }
    }

    private static void setLogLevel() {
        Level level = switch (System.getenv().getOrDefault("LOG_LEVEL", "error").toLowerCase(Locale.ROOT)) {
            case "verbose", "debug" -> Level.FINE;
            case "silent" -> Level.OFF;
            default -> Level.WARNING;
        };
        Logger root = Logger.getLogger("");
        root.setLevel(level);
        for (var handler : root.getHandlers()) {
            if (handler instanceof ConsoleHandler) {
                handler.setLevel(level);
            }
        }
    }

    /// Starts this program again in the background, and waits until it says that it is ready, or why it can't be.
    private static int daemonize(String name) throws IOException, InterruptedException {
        ProcessHandle.Info self = ProcessHandle.current().info();
        List<String> command = new ArrayList<>();
        command.add(self.command().orElseThrow(() -> new IOException("/proc isn't mounted: use -f")));
        command.add("-D" + REPORT + "=true");
        command.addAll(List.of(self.arguments().orElseThrow(() -> new IOException("/proc isn't mounted: use -f"))));
        command.add(command.size() - 1, "-f");
        boolean logs = System.getenv("LOG_LEVEL") != null && !"silent".equals(System.getenv("LOG_LEVEL"));
        Process process = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                .redirectError(logs ? ProcessBuilder.Redirect.INHERIT : ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.equals(READY)) {
                    return 0;
                }
                System.err.println(line);
            }
        }
        return Math.max(1, process.waitFor());
    }

    private void end() {
        told.add(Told.END);
    }

    /// Lets the device be up while its interface is, until the end. The kernel's own WireGuard can refuse to let
    /// an interface up whose port is taken; we hear of it too late for that, and so try again until the port is
    /// free.
    private void follow(Device device) throws InterruptedException {
        boolean refused = false;
        for (Told next = told.take(); next != Told.END; next = next(refused)) {
            try {
                if (next == Told.INTERFACE_UP) {
                    device.up();
                } else {
                    device.down();
                }
                refused = false;
            } catch (ErrnoException e) {
                if (!refused) {
                    System.getLogger(EngineMain.class.getName()).log(System.Logger.Level.ERROR, e.getMessage());
                }
                refused = true;
            } catch (IllegalStateException e) {
                // The device is being closed, and its interface with it.
                return;
            }
        }
    }

    private Told next(boolean refused) throws InterruptedException {
        if (!refused) {
            return told.take();
        }
        Told next = told.poll(RETRY, TimeUnit.MILLISECONDS);
        return next == null ? Told.INTERFACE_UP : next;
    }

    /// Hears of the interface on a thread that follows it into other network namespaces. The sockets have to stay
    /// where the engine was started, so that thread only passes on what it hears.
    private final class Following implements TunWatch.Listener {
        private final Device device;
        private boolean up;

        Following(Device device) {
            this.device = device;
        }

        @Override
        public void changed(boolean nowUp) {
            device.mtuChanged();
            if (nowUp != up) {
                up = nowUp;
                told.add(nowUp ? Told.INTERFACE_UP : Told.INTERFACE_DOWN);
            }
        }

        @Override
        public void deleted() {
            end();
        }
    }
}
