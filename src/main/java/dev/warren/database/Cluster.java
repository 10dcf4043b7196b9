package dev.warren.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

/// PostgreSQL's data directory, with one superuser and one database, both called `warren`, and the superuser's
/// password beside it.
record Cluster(Path directory, Path passwordFile) {

    static final String NAME = "warren";

    private static final int PASSWORD_BYTES = 24;

    boolean exists() {
        return Files.isDirectory(directory);
    }

    /// @throws DatabaseUnavailable if the file is not there
    String password() throws IOException {
        if (!Files.exists(passwordFile)) {
            throw new DatabaseUnavailable(
                    "The password file %s is gone: put it back from a backup, or move %s away to begin with an empty database."
                            .formatted(passwordFile, directory));
        }
        return Files.readString(passwordFile).strip();
    }

    /// Makes the cluster. It gets its name only when it is complete, so that an interrupted attempt leaves none.
    void create(Path programs, PostgresAccount account, Durability durability) throws IOException {
        Path unfinished = directory.resolveSibling(directory.getFileName() + ".new");
        Path login = directory.resolveSibling("initdb.password");
        Trees.delete(unfinished);
        Files.deleteIfExists(login);
        String password = randomPassword();
        account.createFile(login, password);
        account.createDirectory(unfinished);
        try {
            run(account.command(initdb(programs, account, unfinished, login, durability)), "");
            run(
                    account.command(List.of(
                            account.name(programs.resolve("bin/postgres")),
                            "--single",
                            "-D",
                            account.name(unfinished),
                            "postgres")),
                    "CREATE DATABASE " + NAME + "\n");
        } finally {
            Files.delete(login);
        }
        writePassword(password);
        Files.move(unfinished, directory, StandardCopyOption.ATOMIC_MOVE);
    }

    private static List<String> initdb(
            Path programs, PostgresAccount account, Path directory, Path login, Durability durability) {
        return List.of(
                account.name(programs.resolve("bin/initdb")),
                "--pgdata=" + account.name(directory),
                "--username=" + NAME,
                "--pwfile=" + account.name(login),
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--locale=C",
                "--data-checksums",
                "--no-instructions",
                durability == Durability.FULL ? "--sync-method=fsync" : "--no-sync");
    }

    private static void run(List<String> command, String input) {
        Programs.Result result = Programs.run(command, input);
        if (result.exitCode() != 0) {
            throw new DatabaseUnavailable(
                    "PostgreSQL can't make a database (%s): see that the disk has room, or set WARREN_DATABASE_URL."
                            .formatted(result.lastLine()));
        }
    }

    private void writePassword(String password) throws IOException {
        Files.deleteIfExists(passwordFile);
        Files.createFile(
                passwordFile, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(passwordFile, password);
    }

    private static String randomPassword() {
        byte[] bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
