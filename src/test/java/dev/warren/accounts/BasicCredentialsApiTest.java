package dev.warren.accounts;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A program that sends its user name and password with every call. `/account` stands for any address that needs a
/// user.
@QuarkusTest
class BasicCredentialsApiTest {

    private static int count;

    @Inject
    TestAccounts accounts;

    private User anna;
    private String address;

    @BeforeEach
    void somebody() {
        anna = accounts.user(Role.ADMIN);
        address = "192.0.2." + ++count;
    }

    @Test
    void the_right_password_is_let_in() {
        call(anna.name(), TestAccounts.PASSWORD).then().statusCode(200);
    }

    @Test
    void a_wrong_one_is_told_so_and_asked_for_basic() {
        call(anna.name(), "wrong")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", startsWith("Basic "))
                .body("detail", equalTo("The user name or the password is not right."));
    }

    @Test
    void without_any_no_password_window_is_opened() {
        given().accept("application/json")
                .get("/account")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", startsWith("Bearer "))
                .body("detail", equalTo("Sign in first."));
    }

    @Test
    void what_cant_be_read_is_no_credential() {
        for (var header : new String[] {"Basic", "Basic !!!", "Basic bm9jb2xvbg==", "Bearer abc"}) {
            given().accept("application/json")
                    .header("Authorization", header)
                    .get("/account")
                    .then()
                    .statusCode(401);
        }
    }

    @Test
    void wrong_credentials_do_not_close_what_is_open_to_everybody() {
        given().accept("text/html")
                .header("X-Forwarded-For", address)
                .auth()
                .preemptive()
                .basic(anna.name(), "wrong")
                .get("/sign-in")
                .then()
                .statusCode(200);
    }

    @Test
    void the_second_call_does_not_pay_for_the_hash_again() {
        call(anna.name(), TestAccounts.PASSWORD).then().statusCode(200);
        var hash = measured(() -> Argon2id.matches(anna.passwordHash(), TestAccounts.PASSWORD));
        var calls = new ArrayList<Duration>();
        for (var i = 0; i < 15; i++) {
            calls.add(measured(() -> call(anna.name(), TestAccounts.PASSWORD)));
        }
        calls.sort(null);
        assertTrue(calls.getFirst().compareTo(hash) < 0, () -> "calls " + calls + ", hash " + hash);
    }

    @Test
    void a_changed_password_is_forgotten_at_once() {
        believed();
        administrator()
                .contentType("application/json")
                .body(Map.of("password", "another password"))
                .put("/api/v1/users/" + anna.id() + "/password")
                .then()
                .statusCode(204);
        call(anna.name(), TestAccounts.PASSWORD).then().statusCode(401);
        call(anna.name(), "another password").then().statusCode(200);
    }

    @Test
    void a_disabled_user_is_refused_at_once() {
        believed();
        administrator()
                .contentType("application/json")
                .body(Map.of("enabled", false))
                .patch("/api/v1/users/" + anna.id())
                .then()
                .statusCode(200);
        call(anna.name(), TestAccounts.PASSWORD).then().statusCode(401);
    }

    @Test
    void a_deleted_user_is_refused_at_once() {
        believed();
        administrator().delete("/api/v1/users/" + anna.id()).then().statusCode(204);
        call(anna.name(), TestAccounts.PASSWORD).then().statusCode(401);
    }

    @Test
    void another_role_counts_at_once() {
        believed();
        administrator()
                .contentType("application/json")
                .body(Map.of("role", "user"))
                .patch("/api/v1/users/" + anna.id())
                .then()
                .statusCode(200);
        basic(anna.name(), TestAccounts.PASSWORD).get("/api/v1/users").then().statusCode(403);
    }

    @Test
    void the_limit_holds_here_too_and_says_how_long() {
        for (var i = 0; i < 5; i++) {
            call(anna.name(), "wrong " + i).then().statusCode(401);
        }
        var answer = call(anna.name(), TestAccounts.PASSWORD);
        answer.then().statusCode(429);
        assertTrue(Integer.parseInt(answer.header("Retry-After")) > 200, answer.header("Retry-After"));
    }

    @Test
    void a_program_that_was_let_in_goes_on_while_others_guess_at_its_account() {
        call(anna.name(), TestAccounts.PASSWORD).then().statusCode(200);
        for (var i = 0; i < 6; i++) {
            given().accept("*/*")
                    .header("X-Forwarded-For", "203.0.113." + (i + 1))
                    .auth()
                    .preemptive()
                    .basic(anna.name(), "guess")
                    .get("/account");
        }
        call(anna.name(), TestAccounts.PASSWORD).then().statusCode(200);
    }

    private Response call(String username, String password) {
        return basic(username, password).get("/account");
    }

    private RequestSpecification basic(String username, String password) {
        return given().accept("*/*")
                .header("X-Forwarded-For", address)
                .auth()
                .preemptive()
                .basic(username, password);
    }

    /// Lets Anna in, and again, without another look: the first call of a day is noted in the audit log, which ends
    /// what was known before it.
    private void believed() {
        for (var i = 0; i < 3; i++) {
            call(anna.name(), TestAccounts.PASSWORD).then().statusCode(200);
        }
    }

    private RequestSpecification administrator() {
        return given().cookie(SessionCookie.NAME, accounts.session(Role.ADMIN));
    }

    private static Duration measured(Runnable work) {
        var began = System.nanoTime();
        work.run();
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
