package dev.warren.cli;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.accounts.Role;
import dev.warren.accounts.TestAccounts;
import dev.warren.accounts.User;
import dev.warren.database.DatabaseAddress;
import dev.warren.database.DatabaseSettings;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `warren admin reset-password` beside a running server, which is the test's.
@QuarkusTest
class AdminCommandTest {

    private static final String CHOSEN = "a brand new password";

    @Inject
    TestAccounts accounts;

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url;

    @ConfigProperty(name = "quarkus.flyway.username")
    String databaseUser;

    @ConfigProperty(name = "quarkus.flyway.password")
    String databasePassword;

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final ByteArrayOutputStream notes = new ByteArrayOutputStream();

    private void run(String typed, String... words) {
        var database = new DatabaseAddress(url, databaseUser, databasePassword);
        run(new DatabaseSettings(Path.of("nowhere"), Optional.of(database)), typed, words);
    }

    private void run(DatabaseSettings settings, String typed, String... words) {
        var pipe = new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8));
        var prompt = new Prompt(null, pipe, new PrintStream(notes, true, StandardCharsets.UTF_8));
        var out = new PrintStream(output, true, StandardCharsets.UTF_8);
        new AdminCommand(settings, InstantSource.system(), prompt, out).run(List.of(words));
    }

    /// From an address of its own: a wrong password counts against the address that it comes from.
    private static int account(User user, String password) {
        return given().header("X-Forwarded-For", "100.73.0.1")
                .auth()
                .preemptive()
                .basic(user.name(), password)
                .get("/api/v1/account")
                .statusCode();
    }

    @Test
    void the_new_password_works_the_old_one_does_not_and_sessions_are_over() {
        var user = accounts.user(Role.OPERATOR);
        String session = accounts.session(user);
        assertEquals(200, account(user, TestAccounts.PASSWORD));

        run(CHOSEN + "\n", "reset-password", user.name().toUpperCase(Locale.ROOT));

        assertEquals(200, account(user, CHOSEN));
        assertEquals(401, account(user, TestAccounts.PASSWORD));
        given().cookie("warren_session", session).get("/api/v1/account").then().statusCode(401);
        assertTrue(notes.toString(StandardCharsets.UTF_8).contains(user.name() + " has a new password"));
    }

    @Test
    void it_is_in_the_audit_log_and_the_password_is_nowhere() {
        var user = accounts.user(Role.USER);
        accounts.session(user);

        run(CHOSEN + "\n", "reset-password", user.name());

        String log = given().cookie("warren_session", accounts.session(Role.AUDITOR))
                .queryParam("subject", user.id())
                .get("/api/v1/audit")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertTrue(log.contains("user.password-reset") && log.replace(" ", "").contains("\"sessionsEnded\":1"), log);
        assertTrue(log.contains("\"via\":\"command\""), log);
        assertFalse((log + output + notes).contains(CHOSEN));
    }

    @Test
    void somebody_who_was_disabled_is_let_in_again() {
        var user = accounts.user(Role.ADMIN);
        accounts.disable(user.id());

        run(CHOSEN + "\n", "reset-password", user.name());

        assertEquals(200, account(user, CHOSEN));
    }

    @Test
    void a_generated_password_is_printed_alone() {
        var user = accounts.user(Role.USER);

        run("", "reset-password", user.name(), "--generate");

        String printed = output.toString(StandardCharsets.UTF_8).strip();
        assertEquals(20, printed.length());
        assertEquals(200, account(user, printed));
    }

    @Test
    void a_password_that_no_page_would_take_changes_nothing() {
        var user = accounts.user(Role.USER);

        var refused = assertThrows(CommandRefused.class, () -> run("short\n", "reset-password", user.name()));

        assertEquals("A password has at least 8 characters.", refused.getMessage());
        assertEquals(200, account(user, TestAccounts.PASSWORD));
    }

    @Test
    void what_can_not_be_done_is_said() {
        accounts.user(Role.ADMIN);
        accounts.user(Role.ADMIN);

        assertRefused("no user with this name", "x\n", "reset-password", "nobody at all");
        assertRefused("several administrators", "x\n", "reset-password");
        assertRefused(
                "no password came",
                "",
                "reset-password",
                accounts.user(Role.USER).name());
        for (String[] words :
                new String[][] {{}, {"set-password"}, {"reset-password", "a", "b"}, {"reset-password", "--force"}}) {
            assertTrue(
                    assertThrows(CommandRefused.class, () -> run("x\n", words)).isUsage());
        }
    }

    private void assertRefused(String reason, String typed, String... words) {
        var refused = assertThrows(CommandRefused.class, () -> run(typed, words));
        assertTrue(String.valueOf(refused.getMessage()).contains(reason), refused.getMessage());
        assertFalse(refused.isUsage());
    }

    @Test
    void where_there_is_no_database_nothing_is_made(@TempDir Path data) throws Exception {
        var refused = assertThrows(
                CommandRefused.class,
                () -> run(new DatabaseSettings(data, Optional.empty()), CHOSEN, "reset-password"));

        assertTrue(String.valueOf(refused.getMessage()).contains("there is no database"), refused.getMessage());
        try (var files = Files.list(data)) {
            assertEquals(0, files.count());
        }
    }
}
