package dev.warren.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Needs root, to be another account now and then.
class EmbeddedPostgresIT {

    private static final int ENOUGH = 300;
    private static final String ORDINARY_ACCOUNT = "daemon";

    private static Path programs;

    private Path directory;
    private Path data;

    @BeforeAll
    static void unpackPrograms() throws IOException {
        programs = Files.createTempDirectory("warren-programs-").resolve("server-18.6");
        PostgresBinaries.unpack(programs);
    }

    @AfterAll
    static void removePrograms() throws IOException {
        Trees.delete(programs.getParent());
    }

    @BeforeEach
    void makeDirectory() throws IOException {
        directory = Files.createTempDirectory("warren-database-");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        data = directory.resolve("data");
        Path home = Files.createDirectories(data.resolve("postgresql"));
        assertEquals(
                0,
                Programs.run(List.of("cp", "-al", programs.toString(), home.toString()))
                        .exitCode());
    }

    @AfterEach
    void removeDirectory() throws IOException {
        Trees.delete(directory);
    }

    @Test
    void every_committed_row_survives_the_sudden_death_of_all_processes_of_root() throws Exception {
        assertSurvivesSuddenDeath(ChildJvm.asThisAccount(directory));
    }

    @Test
    void every_committed_row_survives_the_sudden_death_of_all_processes_of_an_ordinary_account() throws Exception {
        Files.setOwner(
                data.resolve("postgresql"),
                data.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(ORDINARY_ACCOUNT));

        assertSurvivesSuddenDeath(ChildJvm.as(ORDINARY_ACCOUNT, directory));
        assertEquals(
                ORDINARY_ACCOUNT,
                Files.getOwner(data.resolve("postgresql/cluster-18")).getName());
    }

    @Test
    void root_can_start_what_another_account_has_made_and_leaves_it_to_that_account() throws Exception {
        Files.setOwner(
                data.resolve("postgresql"),
                data.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(ORDINARY_ACCOUNT));
        ChildJvm theirs = ChildJvm.as(ORDINARY_ACCOUNT, directory);
        Process committing = theirs.start(data, "insert");
        int committed = readUntil(committing, ENOUGH);
        killEverything(committing);

        ChildJvm roots = ChildJvm.asThisAccount(Files.createDirectory(directory.resolve("root")));
        int found = roots.count(data);

        assertTrue(found >= committed, found + " rows of at least " + committed);
        assertEquals(found, theirs.count(data));
    }

    private void assertSurvivesSuddenDeath(ChildJvm jvm) throws Exception {
        Process committing = jvm.start(data, "insert");
        int committed = readUntil(committing, ENOUGH);
        killEverything(committing);
        committed = Math.max(committed, lastLine(committing));

        int found = jvm.count(data);

        assertTrue(found >= committed, found + " rows of at least " + committed);
    }

    @Test
    void the_server_ends_by_itself_when_only_the_jvm_is_killed_and_the_next_start_waits_for_that() throws Exception {
        ChildJvm jvm = ChildJvm.asThisAccount(directory);
        Process committing = jvm.start(data, "insert");
        readUntil(committing, ENOUGH);
        kill(committing);
        int committed = lastLine(committing);

        int found = jvm.count(data);

        assertTrue(found >= committed, found + " rows of at least " + committed);
        assertFalse(Files.exists(data.resolve("postgresql/cluster-18/postmaster.pid")));
    }

    @Test
    void a_server_that_is_killed_is_started_again_under_the_same_address_with_all_that_was_committed()
            throws Exception {
        try (var postgres = EmbeddedPostgres.start(data, Durability.FULL)) {
            execute(postgres.address(), "create table kept as select 42 as number");
            Path pidFile = data.resolve("postgresql/cluster-18/postmaster.pid");
            ProcessHandle.of(Long.parseLong(
                            Files.readAllLines(pidFile).getFirst().strip()))
                    .orElseThrow()
                    .destroyForcibly();

            assertTimeoutPreemptively(Duration.ofMinutes(1), () -> {
                while (!reachable(postgres.address())) {
                    LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
                }
            });
            execute(postgres.address(), "insert into kept select number from kept");
        }
        assertFalse(Files.exists(data.resolve("postgresql/cluster-18/postmaster.pid")), "and shut down in the end");
    }

    private static boolean reachable(DatabaseAddress address) {
        try {
            execute(address, "select number from kept");
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    private static void execute(DatabaseAddress address, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(address.url(), address.user(), address.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void a_second_warren_on_the_same_directory_is_told_which_process_holds_it() {
        try (var first = EmbeddedPostgres.start(data, Durability.NONE)) {
            var refusal = assertThrows(DatabaseUnavailable.class, () -> EmbeddedPostgres.start(data, Durability.NONE));

            assertTrue(
                    refusal.getMessage()
                            .contains("process " + ProcessHandle.current().pid()),
                    refusal.getMessage());
            assertTrue(refusal.getMessage().contains(data.toString()), refusal.getMessage());
        }
    }

    @Test
    void a_server_is_durable_and_wants_a_password_even_on_this_machine() throws SQLException {
        try (var postgres = EmbeddedPostgres.start(data, Durability.FULL)) {
            assertEquals(
                    List.of("on", "on", "on", "on", "127.0.0.1", "scram-sha-256"),
                    Stream.of(
                                    "fsync",
                                    "synchronous_commit",
                                    "full_page_writes",
                                    "data_checksums",
                                    "listen_addresses",
                                    "password_encryption")
                            .map(setting -> show(postgres.address(), setting))
                            .toList());
            var stranger = new DatabaseAddress(postgres.address().url(), "warren", "guess");
            var refusal = assertThrows(DatabaseUnavailable.class, stranger::verify);
            assertTrue(refusal.getMessage().contains("WARREN_DATABASE_PASSWORD"), refusal.getMessage());
        }
    }

    @Test
    void roots_database_may_lie_in_a_directory_that_is_closed_to_everybody_else() throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));

        try (var postgres = EmbeddedPostgres.start(data, Durability.NONE)) {
            postgres.address().verify();
        }
        assertEquals(
                "nobody", Files.getOwner(data.resolve("postgresql/cluster-18")).getName());
    }

    @Test
    void what_an_interrupted_first_start_left_is_replaced() throws IOException {
        Path home = data.resolve("postgresql");
        Trees.delete(home.resolve("server-18.6"));
        Files.createDirectories(home.resolve("cluster-18.new/base"));
        Files.createDirectories(home.resolve("server-18.6.new/bin"));
        Files.writeString(home.resolve("initdb.password"), "old");

        try (var postgres = EmbeddedPostgres.start(data, Durability.NONE)) {
            postgres.address().verify();
        }
        try (var left = Files.list(home)) {
            assertEquals(
                    List.of("cluster-18", "lock", "password", "server-18.6", "server.log"),
                    left.map(path -> path.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    void a_pid_file_that_names_a_stranger_does_not_keep_the_server_from_starting() throws IOException {
        EmbeddedPostgres.start(data, Durability.NONE).close();
        Path pidFile = data.resolve("postgresql/cluster-18/postmaster.pid");
        Files.writeString(pidFile, ProcessHandle.current().pid() + "\n");

        try (var postgres = EmbeddedPostgres.start(data, Durability.NONE)) {
            postgres.address().verify();
        }
    }

    @Test
    void a_broken_cluster_is_named_with_what_postgresql_says_and_left_as_it_is() throws IOException {
        EmbeddedPostgres.start(data, Durability.NONE).close();
        Path cluster = data.resolve("postgresql/cluster-18");
        Files.delete(cluster.resolve("global/pg_control"));

        var refusal = assertThrows(DatabaseUnavailable.class, () -> EmbeddedPostgres.start(data, Durability.NONE));

        assertTrue(refusal.getMessage().contains(cluster.toString()), refusal.getMessage());
        assertTrue(refusal.getMessage().contains("pg_control"), refusal.getMessage());
        assertTrue(Files.exists(cluster.resolve("PG_VERSION")));
    }

    @Test
    void a_lost_password_file_is_named() throws IOException {
        EmbeddedPostgres.start(data, Durability.NONE).close();
        Path password = data.resolve("postgresql/password");
        Files.delete(password);

        var refusal = assertThrows(DatabaseUnavailable.class, () -> EmbeddedPostgres.start(data, Durability.NONE));

        assertTrue(refusal.getMessage().contains(password.toString()), refusal.getMessage());
    }

    @Test
    void a_data_directory_that_cannot_be_made_is_named() throws IOException {
        Trees.delete(data);
        Files.writeString(data, "a file");

        var refusal = assertThrows(DatabaseUnavailable.class, () -> EmbeddedPostgres.start(data, Durability.NONE));

        assertTrue(refusal.getMessage().contains(data.toString()), refusal.getMessage());
        assertTrue(refusal.getMessage().contains("WARREN_DATA"), refusal.getMessage());
    }

    private static String show(DatabaseAddress address, String setting) {
        try (var connection = DriverManager.getConnection(address.url(), address.user(), address.password());
                var result = connection.createStatement().executeQuery("show " + setting)) {
            result.next();
            return result.getString(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static int readUntil(Process process, int number) throws IOException {
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (Integer.parseInt(line) >= number) {
                return number;
            }
        }
        throw new AssertionError("The program ended with " + process.exitValue());
    }

    /// The last number that a dead program has printed.
    private static int lastLine(Process process) {
        return process.inputReader(StandardCharsets.UTF_8)
                .lines()
                .mapToInt(Integer::parseInt)
                .max()
                .orElse(0);
    }

    /// The watchdog first, so that it can't shut anything down in an orderly way.
    private static void killEverything(Process jvm) throws InterruptedException {
        jvm.descendants()
                .sorted(Comparator.comparing(
                        process -> process.parent().map(ProcessHandle::pid).orElse(0L) != jvm.pid()))
                .forEach(ProcessHandle::destroyForcibly);
        kill(jvm);
    }

    /// Unlike [Process#destroyForcibly], this leaves what the process has printed.
    private static void kill(Process process) throws InterruptedException {
        process.toHandle().destroyForcibly();
        process.waitFor();
    }
}
