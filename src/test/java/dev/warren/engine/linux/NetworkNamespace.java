package dev.warren.engine.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Assumptions;

/// A network namespace without a name that lives as long as the thread in it: sockets that the body opens and programs
/// that it starts are inside, the rest of the virtual machine is not. Needs root.
public final class NetworkNamespace {

    private static final int CLONE_NEWNET = 0x40000000;
    private static final MethodHandle UNSHARE = Linker.nativeLinker()
            .downcallHandle(
                    Linker.nativeLinker().defaultLookup().findOrThrow("unshare"),
                    FunctionDescriptor.of(JAVA_INT, JAVA_INT));

    private static final MethodHandle GETTID = Linker.nativeLinker()
            .downcallHandle(
                    Linker.nativeLinker().defaultLookup().findOrThrow("gettid"), FunctionDescriptor.of(JAVA_INT));

    /// What runs inside.
    @FunctionalInterface
    public interface Body {
        void run() throws Exception;
    }

    private NetworkNamespace() {}

    /// Runs the body in a fresh namespace, in which the loopback interface is up.
    public static void inside(Body body) throws Exception {
        Callable<Void> entered = () -> {
            enter();
            sh("ip link set lo up");
            body.run();
            return null;
        };
        FutureTask<Void> task = new FutureTask<>(entered);
        Thread.ofPlatform().name("namespace").start(task);
        try {
            task.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case Exception cause -> throw cause;
                case Error cause -> throw cause;
                default -> throw e;
            }
        }
    }

    /// Runs a shell command in the namespace of the calling thread and returns what it prints.
    public static String sh(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "-ec", command)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError(command + ": " + output);
        }
        return output;
    }

    /// Runs a shell command until it prints that, for what the kernel completes on its own time: an IPv6 address's
    /// local
    /// route, a link's carrier.
    public static void await(String command, String printed) throws IOException, InterruptedException {
        while (!sh(command).contains(printed)) {
            Thread.onSpinWait();
        }
    }

    /// What `ip link set … netns` takes for the namespace of the calling thread.
    public static int id() {
        try {
            return (int) GETTID.invokeExact();
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private static void enter() {
        try {
            int refused = (int) UNSHARE.invokeExact(CLONE_NEWNET);
            Assumptions.assumeTrue(refused == 0, "a network namespace needs root");
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }
}
