package dev.warren.doctor;

import java.util.Locale;

/// One thing that was looked at.
///
/// @param id what was looked at: `port`; the same in every version, so that scripts can rely on it
/// @param subject what of several it was: the name of an interface; empty where there is only one
/// @param found the state of it, as a sentence
/// @param remedy what to do, as a sentence; empty where nothing is to be done, or where `found` says that too
public record Finding(String id, String subject, Severity severity, String found, String remedy) {

    static Finding ok(String id, String subject, String found) {
        return new Finding(id, subject, Severity.OK, found, "");
    }

    static Finding note(String id, String subject, String found, String remedy) {
        return new Finding(id, subject, Severity.NOTE, found, remedy);
    }

    static Finding warning(String id, String subject, String found, String remedy) {
        return new Finding(id, subject, Severity.WARNING, found, remedy);
    }

    static Finding error(String id, String subject, String found, String remedy) {
        return new Finding(id, subject, Severity.ERROR, found, remedy);
    }

    /// An error told elsewhere in Warren, where a sentence says what is the matter and, after a colon, what to do.
    static Finding error(String id, String subject, String sentence) {
        return error(id, subject, sentence, "");
    }

    /// With the remedy apart also where one sentence has both, as programs and the terminal want it.
    Finding parted() {
        int colon = found.indexOf(": ");
        if (severity != Severity.ERROR || !remedy.isEmpty() || colon < 0) {
            return this;
        }
        String second = found.substring(colon + 2);
        return error(
                id,
                subject,
                found.substring(0, colon) + ".",
                second.substring(0, 1).toUpperCase(Locale.ROOT) + second.substring(1));
    }

    /// Whether there is something to be done.
    public boolean isTrouble() {
        return severity.compareTo(Severity.WARNING) >= 0;
    }
}
