package dev.warren.interfaces;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.util.stream.Stream;

/// Commands of the administrator around the start and the end of a tunnel, each a script for `sh`, or empty.
@Embeddable
public record Hooks(
        @Column(name = "pre_up") String preUp,
        @Column(name = "post_up") String postUp,
        @Column(name = "pre_down") String preDown,
        @Column(name = "post_down") String postDown) {

    private static final int LONGEST = 4_000;

    public static Hooks none() {
        return new Hooks("", "", "", "");
    }

    public boolean isEmpty() {
        return Stream.of(preUp, postUp, preDown, postDown).allMatch(String::isEmpty);
    }

    /// Reads one command.
    ///
    /// @throws IllegalArgumentException with a sentence if it can't be one
    static String command(String text) {
        String command = text.strip().replace("\r\n", "\n");
        if (command.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "A hook has at most %d characters: put the rest into a script of its own.".formatted(LONGEST));
        }
        if (command.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("A hook is text.");
        }
        HookVariables.requireKnown(command);
        return command;
    }
}
