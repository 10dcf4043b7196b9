package dev.warren.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// On databases of its own, in the server of all tests.
@QuarkusTest
class ApplicationRoleTest {

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url;

    @ConfigProperty(name = "quarkus.flyway.username")
    String superuser;

    @ConfigProperty(name = "quarkus.flyway.password")
    String password;

    private final String name = "it's \"" + UUID.randomUUID().toString().substring(0, 8) + '"';

    @BeforeEach
    void a_database() throws SQLException {
        asSuperuser("create role %1$s login password 'first'", "create database %1$s owner %1$s");
    }

    @AfterEach
    void gone() throws SQLException {
        asSuperuser("drop database %1$s with (force)", "drop role if exists %2$s", "drop role %1$s");
    }

    @Test
    void an_owner_who_may_make_no_roles_works_as_itself() {
        var owner = owner("first");
        assertEquals(owner, ApplicationRole.of(owner));
    }

    @Test
    void an_owner_without_a_password_works_as_itself() {
        var owner = owner("");
        assertEquals(owner, ApplicationRole.of(owner));
    }

    @Test
    void an_owner_who_may_make_roles_needs_no_more_than_that() throws SQLException {
        asSuperuser("alter role %1$s createrole");
        var application = ApplicationRole.of(owner("first"));
        assertEquals(name + "_app", application.user());
        assertEquals("public", ask(application, "select current_schema()"));
        assertEquals(
                "f",
                ask(
                        application,
                        "select rolsuper or rolcreaterole or rolcreatedb or pg_has_role(%s, 'member')"
                                        .formatted("'" + name.replace("'", "''") + "'")
                                + " from pg_roles where rolname = current_user"));
    }

    @Test
    void it_is_where_the_owners_tables_are() throws SQLException {
        asSuperuser("alter role %1$s createrole");
        execute(owner("first"), "create schema authorization current_user", "create table mine (number int)");
        var application = ApplicationRole.of(owner("first"));
        // It sees the schema as soon as it may use it, which a migration sees to.
        execute(owner("first"), "grant usage on schema %1$s to %2$s");
        assertEquals(name, ask(application, "select current_schema()"));
    }

    @Test
    void the_next_start_has_the_same_and_another_password_of_the_owner_another() throws SQLException {
        asSuperuser("alter role %1$s createrole");
        var first = ApplicationRole.of(owner("first"));
        assertEquals(first, ApplicationRole.of(owner("first")));
        asSuperuser("alter role %1$s password 'second'");
        var second = ApplicationRole.of(owner("second"));
        assertNotEquals(first.password(), second.password());
        assertEquals("1", ask(second, "select 1"));
        assertThrows(SQLException.class, () -> ask(first, "select 1"));
    }

    private DatabaseAddress owner(String password) {
        return new DatabaseAddress(
                url.replaceFirst("/warren\\b", "/" + name.replace("\"", "%22").replace(" ", "%20")), name, password);
    }

    private void asSuperuser(String... statements) throws SQLException {
        execute(new DatabaseAddress(url, superuser, password), statements);
    }

    /// @param statements with the name of the owner, which is the database's, too, and that of the application
    private void execute(DatabaseAddress address, String... statements) throws SQLException {
        try (var connection = address.connect();
                var some = connection.createStatement()) {
            for (String statement : statements) {
                some.execute(statement.formatted(quoted(name), quoted(name + "_app")));
            }
        }
    }

    private static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    private static String ask(DatabaseAddress address, String query) throws SQLException {
        try (var connection = address.connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}
