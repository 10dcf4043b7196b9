package dev.warren.database;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/// PostgreSQL's programs, which come on the class path as one archive per architecture.
final class PostgresBinaries {

    private static final int OWNER_EXECUTE = 0100;

    private PostgresBinaries() {}

    /// Unpacks into `directory` unless that was done before. An interrupted unpacking leaves only
    /// `directory.new`, which the next one replaces.
    static void unpack(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Path unfinished = directory.resolveSibling(directory.getFileName() + ".new");
        Trees.delete(unfinished);
        Files.createDirectory(unfinished);
        try (InputStream archive = archive();
                var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                extract(tar, entry, unfinished);
            }
        }
        Files.move(unfinished, directory, StandardCopyOption.ATOMIC_MOVE);
    }

    private static InputStream archive() {
        String architecture = System.getProperty("os.arch");
        String name = switch (architecture) {
            case "amd64", "x86_64" -> "postgres-linux-x86_64.txz";
            case "aarch64" -> "postgres-linux-arm_64.txz";
            default ->
                throw new DatabaseUnavailable("Warren brings no PostgreSQL for the architecture " + architecture
                        + ": install PostgreSQL and set WARREN_DATABASE_URL.");
        };
        InputStream archive = PostgresBinaries.class.getClassLoader().getResourceAsStream(name);
        if (archive == null) {
            throw new DatabaseUnavailable(
                    "This build of Warren has no " + name + ": build it again, or set WARREN_DATABASE_URL.");
        }
        return archive;
    }

    private static void extract(TarArchiveInputStream tar, TarArchiveEntry entry, Path root) throws IOException {
        Path target = root.resolve(entry.getName()).normalize();
        if (!target.startsWith(root)) {
            throw new IOException("The archive of PostgreSQL reaches outside: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            Files.copy(tar, target);
            boolean program = (entry.getMode() & OWNER_EXECUTE) != 0;
            Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }
}
