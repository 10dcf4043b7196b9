package dev.warren.imports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Files as other programs write them, with keys that nobody uses.
final class ForeignFiles {

    private ForeignFiles() {}

    static String text(String name) {
        try {
            return Files.readString(Path.of("src/test/resources/imports", name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
