package dev.warren.interfaces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.interfaces.HookShell.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HookShellTest {

    private final HookShell shell = new HookShell(Duration.ofSeconds(20));

    @Test
    void a_hook_that_succeeds_has_nothing_to_tell() {
        assertEquals(Optional.empty(), shell.run("The hook", "echo fine; true"));
    }

    @Test
    void a_hook_that_fails_is_told_with_its_code_and_its_output_of_both_kinds() {
        Failure failure = shell.run("The post-up hook of wg0", "echo out; echo err >&2; exit 3")
                .orElseThrow();

        assertEquals("The post-up hook of wg0 failed with exit code 3.", failure.reason());
        assertEquals("out\nerr", failure.output());
    }

    @Test
    void a_hook_that_takes_too_long_is_killed_with_all_that_it_started(@TempDir Path directory) throws Exception {
        Path pid = directory.resolve("pid");
        // Long enough for both shells to come up on a machine that is busy.
        var impatient = new HookShell(Duration.ofSeconds(3));

        Failure failure = impatient
                .run("The hook", "echo begun; sh -c 'echo $$ > %s; sleep 600' & wait".formatted(pid))
                .orElseThrow();

        assertEquals("The hook was stopped, because it took longer than 3 s.", failure.reason());
        assertEquals("begun", failure.output());
        String child = Files.readString(pid).strip();
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> {
                    while (isRunning(child)) {
                        LockSupport.parkNanos(1_000_000);
                    }
                },
                "the child goes too");
    }

    @Test
    void a_program_left_in_the_background_with_its_output_open_holds_nobody_up(@TempDir Path directory)
            throws Exception {
        Path pid = directory.resolve("pid");
        long start = System.nanoTime();

        assertEquals(Optional.empty(), shell.run("The hook", "sleep 600 & echo $! > " + pid));

        assertTrue(Duration.ofNanos(System.nanoTime() - start).toSeconds() < 10);
        ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).ifPresent(ProcessHandle::destroyForcibly);
    }

    @Test
    void output_without_end_is_read_and_cut() {
        Failure failure =
                shell.run("The hook", "yes line | head -c 3000000; exit 1").orElseThrow();

        assertTrue(
                failure.output().length() <= 2_001, () -> "" + failure.output().length());
        assertTrue(failure.output().startsWith("…"));
    }

    @Test
    void warrens_own_variables_are_not_for_hooks() {
        Failure failure = shell.run("The hook", "env; exit 1").orElseThrow();

        assertTrue(
                failure.output()
                        .lines()
                        .allMatch(line -> line.matches("(PATH|HOME|LANG|LC_ALL|TZ|PWD|SHLVL|_|OLDPWD)=.*")),
                failure::output);
    }

    /// A process that was killed and that nobody has asked about yet is a zombie: it doesn't run any more.
    private static boolean isRunning(String pid) {
        try {
            String stat = Files.readString(Path.of("/proc", pid, "stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException e) {
            return false;
        }
    }
}
