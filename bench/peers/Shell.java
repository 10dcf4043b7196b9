import java.io.IOException;

/// Runs the tools of the system.
final class Shell {
    private Shell() {}

    static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + text);
        }
        return text;
    }

    /// Binds this process, with all its threads, to some processors.
    static void pinSelf(String cpus) throws IOException, InterruptedException {
        run("taskset", "-a", "-c", "-p", cpus, "" + ProcessHandle.current().pid());
    }
}
