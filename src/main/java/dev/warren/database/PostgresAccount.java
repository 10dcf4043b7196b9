package dev.warren.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Who PostgreSQL's programs run as. They refuse to run as root; then they run as `nobody`, or as whoever has the
/// cluster already, without any capability.
///
/// If that account may not even enter the directories above the home (`/root` is closed to everybody else), its
/// programs see the home at another place: bound there in a mount namespace of their own, so that no permission of
/// the machine is changed.
final class PostgresAccount {

    private static final String SEEN_AT = "/mnt";
    private static final int ROOT = 0;

    private final Path home;
    private final @Nullable Account other;
    private final boolean bound;

    private PostgresAccount(Path home, @Nullable Account other, boolean bound) {
        this.home = home;
        this.other = other;
        this.bound = bound;
    }

    /// @throws DatabaseUnavailable if this machine offers no way to run a program as another account in this home
    static PostgresAccount of(Path home, Cluster cluster) throws IOException {
        if (Account.ownerOf(Path.of("/proc/self")).uid() != ROOT) {
            return new PostgresAccount(home, null, false);
        }
        Account other = cluster.exists() ? Account.ownerOf(cluster.directory()) : Account.nobody();
        var account = new PostgresAccount(home, other, !open(home));
        Programs.Result tried = Programs.run(account.command(List.of("true")));
        if (tried.exitCode() != 0) {
            throw new DatabaseUnavailable(
                    "PostgreSQL must run as account %d, which can't use %s (%s): set WARREN_DATA to a directory that everybody may enter, or set WARREN_DATABASE_URL."
                            .formatted(other.uid(), home, tried.lastLine()));
        }
        return account;
    }

    private static boolean open(Path home) throws IOException {
        for (Path path = home; path != null; path = path.getParent()) {
            if (!Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                return false;
            }
        }
        return true;
    }

    /// The command that runs `command` under this account. The process stays one: each step replaces the one
    /// before.
    List<String> command(List<String> command) {
        var whole = new ArrayList<String>();
        if (bound) {
            whole.addAll(List.of("unshare", "--mount", "--propagation", "private"));
            whole.addAll(List.of("sh", "-c", "mount --bind \"$0\" " + SEEN_AT + " && exec \"$@\"", home.toString()));
        }
        if (other != null) {
            whole.addAll(List.of("setpriv", "--reuid=" + other.uid(), "--regid=" + other.gid(), "--clear-groups"));
            whole.addAll(List.of("--inh-caps=-all", "--bounding-set=-all", "--no-new-privs"));
        }
        whole.addAll(command);
        return whole;
    }

    /// The name under which this account's programs know a path in the home.
    String name(Path path) {
        return (bound ? Path.of(SEEN_AT).resolve(home.relativize(path)) : path).toString();
    }

    /// Makes a directory that belongs to this account alone.
    void createDirectory(Path directory) throws IOException {
        Files.createDirectory(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        own(directory);
    }

    /// Makes a file with this content that this account alone can read.
    void createFile(Path file, String content) throws IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, content);
        own(file);
    }

    private void own(Path path) throws IOException {
        if (other != null) {
            Files.setAttribute(path, "unix:uid", other.uid());
            Files.setAttribute(path, "unix:gid", other.gid());
        }
    }

    private record Account(int uid, int gid) {

        static Account ownerOf(Path path) throws IOException {
            return new Account((int) Files.getAttribute(path, "unix:uid"), (int) Files.getAttribute(path, "unix:gid"));
        }

        static Account nobody() throws IOException {
            try (Stream<String> accounts = Files.lines(Path.of("/etc/passwd"))) {
                return accounts.map(line -> line.split(":"))
                        .filter(fields -> fields.length > 3 && fields[0].equals("nobody"))
                        .map(fields -> new Account(Integer.parseInt(fields[2]), Integer.parseInt(fields[3])))
                        .findFirst()
                        .orElseThrow(
                                () -> new DatabaseUnavailable(
                                        "This machine has no account nobody for PostgreSQL to run as: create it, start Warren as an ordinary user, or set WARREN_DATABASE_URL."));
            }
        }
    }
}
