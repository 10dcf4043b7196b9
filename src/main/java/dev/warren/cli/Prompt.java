package dev.warren.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Where a secret is typed: at a terminal twice and unseen, from a pipe as its first line.
///
/// @param terminal null if there is none
/// @param notes for what is said beside the result
public record Prompt(@Nullable Console terminal, InputStream pipe, PrintStream notes) {

    public static Prompt ofProcess() {
        Console console = System.console();
        return new Prompt(console != null && console.isTerminal() ? console : null, System.in, System.err);
    }

    /// @throws CommandRefused if nothing came, or not the same twice
    String ask(String name) throws IOException {
        return terminal == null ? line() : typed(terminal, name);
    }

    private static String typed(Console terminal, String name) {
        char[] first = terminal.readPassword("New password of %s: ", name);
        char[] again = terminal.readPassword("The same once more: ");
        if (first == null || again == null) {
            throw new CommandRefused("no password was typed.");
        }
        String password = String.valueOf(first);
        if (!password.equals(String.valueOf(again))) {
            throw new CommandRefused("these were two different passwords.");
        }
        return password;
    }

    private String line() throws IOException {
        var line = new BufferedReader(new InputStreamReader(pipe, StandardCharsets.UTF_8)).readLine();
        if (line == null) {
            throw new CommandRefused(
                    "no password came: type it at a terminal, write it as a line into the command, or use --generate.");
        }
        return line;
    }

    void say(String sentence) {
        notes.println("warren: " + sentence);
    }
}
