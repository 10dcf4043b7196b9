package dev.warren.doctor;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.Stream;

/// Whether the clock is right: expiry, one-time codes and certificates hang on it, and a server whose clock was set
/// back refuses to dial with handshakes that its peers take for old ones.
record TimeOfDay(InstantSource clock) implements Check {

    static final String ID = "clock";

    /// No Warren is older.
    private static final Instant IMPOSSIBLE = Instant.parse("2025-01-01T00:00:00Z");

    private static final Duration TOLERANCE = Duration.ofSeconds(10);

    @Override
    public Stream<Finding> look(Machine machine, Installation warren) {
        Instant now = clock.instant();
        if (now.isBefore(IMPOSSIBLE)) {
            return Stream.of(Finding.error(ID, "", "The clock says %s, which is over.".formatted(now), remedy()));
        }
        return Stream.of(
                machine.clockIsSet().getAsBoolean()
                        ? Finding.ok(ID, "", "The clock is kept right by a time server.")
                        : Finding.note(
                                ID,
                                "",
                                "Nothing that the kernel knows of keeps the clock right.",
                                "Let a time server keep it: timedatectl set-ntp true, or install chrony."
                                        + " On a virtual machine whose host does that, all is well."));
    }

    /// How the clock stands to the database's, and to what was written last.
    Stream<Finding> compare(Instant database, Instant lastWritten) {
        Instant now = clock.instant();
        if (lastWritten.isAfter(now.plus(TOLERANCE))) {
            return Stream.of(Finding.error(
                    ID,
                    "",
                    "The clock says %s, but the audit log has a line of %s: the clock was set back."
                            .formatted(now, lastWritten),
                    remedy()));
        }
        return Duration.between(now, database).abs().compareTo(TOLERANCE) > 0
                ? Stream.of(Finding.warning(
                        ID,
                        "",
                        "The clock says %s, and the one of the database's machine %s.".formatted(now, database),
                        remedy()))
                : Stream.empty();
    }

    private static String remedy() {
        return "Let a time server keep it: timedatectl set-ntp true, or install chrony.";
    }
}
