package dev.warren.database;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;

/// A program of its own, so that a test can kill it: starts the embedded PostgreSQL on the data directory that its
/// first argument names. With `insert` it commits one row after the other and prints each number when it is
/// committed; with `count` it prints how many there are.
final class Committer {

    private Committer() {}

    public static void main(String[] args) throws Exception {
        try (var postgres = EmbeddedPostgres.start(Path.of(args[0]), Durability.FULL);
                var connection = DriverManager.getConnection(
                        postgres.address().url(),
                        postgres.address().user(),
                        postgres.address().password());
                var statement = connection.createStatement()) {
            statement.execute("create table if not exists committed (number int)");
            if (args[1].equals("insert")) {
                insertForever(connection);
            }
            var count = statement.executeQuery("select count(*) from committed");
            count.next();
            System.out.println(count.getInt(1));
        }
    }

    private static void insertForever(Connection connection) throws Exception {
        try (var insert = connection.prepareStatement("insert into committed values (?)")) {
            for (int number = 1; ; number++) {
                insert.setInt(1, number);
                insert.executeUpdate();
                System.out.println(number);
            }
        }
    }
}
