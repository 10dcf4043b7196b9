package dev.warren.secrets;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Where this Warren's master keys are: a file that the administrator named, a variable, or a file that Warren made
/// in its data directory. The first key is the present one.
@Singleton
class MasterKeySource {

    private static final String OWN = "master.key";

    private final @Nullable Path named;
    private final List<String> given;
    private final Path directory;
    private final Path own;

    MasterKeySource(SecretsConfig config) {
        named = config.masterKeyFile().orElse(null);
        given = config.masterKey().orElse(List.of()).stream()
                .map(String::strip)
                .filter(key -> !key.isEmpty())
                .toList();
        directory = config.data().toAbsolutePath().normalize();
        own = directory.resolve(OWN);
    }

    /// Whether Warren keeps the keys itself, and so may make new ones.
    boolean isOwn() {
        return named == null && given.isEmpty();
    }

    /// Whether the administrator's file is read again when the key is changed.
    boolean isNamedFile() {
        return named != null;
    }

    /// For a sentence: `WARREN_MASTER_KEY` or a file.
    String place() {
        if (named != null) {
            return "the file %s (WARREN_MASTER_KEY_FILE)".formatted(named);
        }
        return given.isEmpty() ? "the file %s".formatted(own) : "WARREN_MASTER_KEY";
    }

    /// The keys; none only if Warren keeps them itself and has none yet. Throws [IllegalArgumentException] with a
    /// sentence if they can't be read.
    List<MasterKey> read() {
        if (named != null) {
            return keys(lines(named)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "There is no master key, because %s is not there.".formatted(place()))));
        }
        return given.isEmpty() ? lines(own).map(this::keys).orElse(List.of()) : keys(given);
    }

    /// Replaces the keys in Warren's own file, which only its owner can read. The file is there whole or not at
    /// all, whenever the power goes.
    void write(List<MasterKey> keys) {
        var next = directory.resolve(OWN + ".next");
        var text = keys.stream().map(key -> key.text() + "\n").collect(Collectors.joining());
        try {
            Files.createDirectories(directory);
            Files.deleteIfExists(next);
            Files.createFile(next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            DurableFile.write(next, text);
            Files.move(next, own, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            DurableFile.force(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("can't write " + place(), e);
        }
    }

    private Optional<List<String>> lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return Optional.of(lines.map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | UncheckedIOException e) {
            throw new IllegalArgumentException(
                    "The master key can't be read from %s: %s".formatted(place(), e.getMessage()), e);
        }
    }

    private List<MasterKey> keys(List<String> texts) {
        if (texts.isEmpty()) {
            throw new IllegalArgumentException("There is nothing in %s: put the master key there.".formatted(place()));
        }
        try {
            return texts.stream().map(MasterKey::parse).toList();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "There is no master key in %s: %s".formatted(place(), e.getMessage()), e);
        }
    }
}
