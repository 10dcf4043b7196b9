package dev.warren.doctor;

import java.util.Locale;

/// How much a [Finding] matters, the least first.
public enum Severity {
    /// As it should be.
    OK,
    /// Worth knowing; it may well be meant.
    NOTE,
    /// Something does not work for some, or soon will not.
    WARNING,
    /// Tunnels do not work.
    ERROR;

    /// As it is written in texts and answers: `warning`.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
