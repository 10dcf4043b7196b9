package dev.warren.upgrade;

import dev.warren.database.DatabaseAccess;
import dev.warren.database.DatabaseSettings;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;

/// What a release left in its database: its schema as the migrations that it had, every row, and the master key that
/// opens the secrets in them. `.ci/keep-release` writes one when a version is released; no release is ever changed.
///
/// ```
/// schema.sql    the migrations in their order
/// rows          a line "= table (columns)", then its rows as COPY writes them
/// master.key
/// ```
record KeptRelease(Path directory) {

    private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");
    private static final String HEAD = "= ";

    /// All that are kept, the oldest first.
    static List<KeptRelease> all() throws IOException {
        try (Stream<Path> releases = Files.list(Path.of("src/test/resources/released"))) {
            return releases.sorted().map(KeptRelease::new).toList();
        }
    }

    /// Writes the data directory of a server that does not run: `KeptRelease DATA DIRECTORY`.
    public static void main(String[] arguments) throws Exception {
        var settings = new DatabaseSettings(Path.of(arguments[0]), Optional.empty());
        var release = new KeptRelease(Files.createDirectories(Path.of(arguments[1])));
        try (var access = DatabaseAccess.open(settings).orElseThrow();
                var database = access.connect()) {
            release.write(database);
        }
        Files.copy(settings.data().resolve("master.key"), release.directory().resolve("master.key"));
    }

    private void write(Connection database) throws SQLException, IOException {
        var schema = new StringBuilder();
        for (Path migration : migrations()) {
            schema.append(Files.readString(migration)).append('\n');
        }
        Files.writeString(directory.resolve("schema.sql"), schema);

        var rows = new StringWriter();
        for (String table : tables(database)) {
            rows.write(HEAD + table + "\n");
            copies(database).copyOut("copy " + table + " to stdout", rows);
        }
        Files.writeString(directory.resolve("rows"), rows.toString());
    }

    /// Makes an empty database what the release left.
    void restore(String url, String user, String password) throws SQLException, IOException {
        try (var database = DriverManager.getConnection(url, user, password);
                var statement = database.createStatement()) {
            statement.execute(Files.readString(directory.resolve("schema.sql")));
            // Flyway's own table, which its migrations don't make.
            statement.execute("""
                    create table flyway_schema_history (
                        installed_rank integer not null primary key, version varchar(50), description varchar(200) not null,
                        type varchar(20) not null, script varchar(1000) not null, checksum integer,
                        installed_by varchar(100) not null, installed_on timestamp not null default now(),
                        execution_time integer not null, success boolean not null)""");
            // No trigger and no foreign key while the rows come in.
            statement.execute("set session_replication_role = replica");
            for (String table : tables(database)) {
                statement.execute("delete from " + table.replaceFirst(" .*", ""));
            }
            for (String section : Files.readString(directory.resolve("rows")).split("(?m)^" + HEAD)) {
                if (!section.isEmpty()) {
                    int end = section.indexOf('\n');
                    copies(database)
                            .copyIn(
                                    "copy " + section.substring(0, end) + " from stdin",
                                    new StringReader(section.substring(end + 1)));
                }
            }
            // A row that came with its number left the sequence behind.
            try (var identities = database.createStatement();
                    var columns = identities.executeQuery("""
                            select format('select setval(pg_get_serial_sequence(%L, %L), coalesce(max(%I), 1)) from %I',
                                          table_name, column_name, column_name, table_name)
                              from information_schema.columns where table_schema = 'public' and is_identity = 'YES'""")) {
                while (columns.next()) {
                    statement.execute(columns.getString(1));
                }
            }
        }
    }

    private static List<Path> migrations() throws IOException {
        try (Stream<Path> files = Files.list(MIGRATIONS)) {
            return files.filter(file -> file.getFileName().toString().startsWith("V"))
                    .sorted(Comparator.comparingInt(KeptRelease::version))
                    .toList();
        }
    }

    private static int version(Path migration) {
        return Integer.parseInt(migration.getFileName().toString().replaceFirst("V(\\d+)__.*", "$1"));
    }

    /// Every table with its columns, but for those that the database works out.
    private static List<String> tables(Connection database) throws SQLException {
        var tables = new ArrayList<String>();
        try (var statement = database.createStatement();
                var found = statement.executeQuery("""
                        select table_name || ' (' || string_agg(quote_ident(column_name), ', ' order by ordinal_position) || ')'
                          from information_schema.columns join information_schema.tables using (table_schema, table_name)
                         where table_schema = 'public' and table_type = 'BASE TABLE' and is_generated = 'NEVER'
                         group by table_name order by table_name""")) {
            while (found.next()) {
                tables.add(found.getString(1));
            }
        }
        return tables;
    }

    private static CopyManager copies(Connection database) throws SQLException {
        return database.unwrap(BaseConnection.class).getCopyAPI();
    }

    @Override
    public String toString() {
        return directory.getFileName().toString();
    }
}
