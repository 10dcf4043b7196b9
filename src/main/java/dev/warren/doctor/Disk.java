package dev.warren.doctor;

import dev.warren.web.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// Whether there is room for the data.
final class Disk implements Check {

    private static final String ID = "disk";
    private static final long MIB = 1 << 20;
    private static final long LEAST = 100 * MIB;
    private static final long COMFORTABLE = 1024 * MIB;

    @Override
    public Stream<Finding> look(Machine machine, Installation warren) {
        Path data = warren.data().toAbsolutePath().normalize();
        Path place = data;
        while (!Files.exists(place)) {
            place = place.getParent() == null ? Path.of("/") : place.getParent();
        }
        if (!Files.isDirectory(place) || !Files.isWritable(place)) {
            return Stream.of(Finding.error(
                    ID,
                    "",
                    "This account can't write to %s, where Warren keeps its data.".formatted(place),
                    "Give it to the account that runs Warren, or set WARREN_DATA to another directory."));
        }
        try {
            return Stream.of(room(data, Files.getFileStore(place).getUsableSpace()));
        } catch (IOException e) {
            return Stream.of(Finding.warning(
                    ID,
                    "",
                    "The disk of %s can't be looked at (%s).".formatted(place, e.getMessage()),
                    "See that it is healthy."));
        }
    }

    private static Finding room(Path data, long free) {
        String sentence = "%s has %s left.".formatted(data, Figures.bytes(free));
        String remedy =
                "Make room, or set WARREN_DATA to a directory of a larger disk. WARREN_HISTORY_MINUTES and its like say how long traffic is remembered.";
        if (free < LEAST) {
            return Finding.error(
                    ID,
                    "",
                    "%s has %s left. When it is full nothing can be changed any more."
                            .formatted(data, Figures.bytes(free)),
                    remedy);
        }
        return free < COMFORTABLE ? Finding.warning(ID, "", sentence, remedy) : Finding.ok(ID, "", sentence);
    }
}
