package dev.warren.accounts;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.web.ShiftedClock;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.HeaderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Each test comes from an address of its own, so that none runs into another's limit.
@QuarkusTest
class SignInPagesTest {

    private static int count;

    @Inject
    TestAccounts accounts;

    @Inject
    ShiftedClock clock;

    private User anna;
    private String address;

    @BeforeEach
    void somebody() {
        anna = accounts.user(Role.ADMIN);
        address = "198.51.100." + ++count;
    }

    @Test
    void name_and_password_begin_a_session() {
        var answer = signIn(anna.name(), TestAccounts.PASSWORD);
        answer.then().statusCode(303).header("Location", "/");
        browser()
                .cookies(answer.cookies())
                .get("/account")
                .then()
                .statusCode(200)
                .body(containsString(anna.name()));
    }

    @Test
    void the_name_may_be_written_in_any_case_and_the_password_may_not() {
        signIn(" " + anna.name().toUpperCase() + " ", TestAccounts.PASSWORD)
                .then()
                .statusCode(303);
        signIn(anna.name(), TestAccounts.PASSWORD.toUpperCase()).then().statusCode(401);
    }

    @Test
    void the_cookie_is_kept_from_scripts_and_other_sites() {
        var cookie = signIn(anna.name(), TestAccounts.PASSWORD).getDetailedCookie(SessionCookie.NAME);
        assertTrue(cookie.isHttpOnly());
        assertEquals("Strict", cookie.getSameSite());
        assertEquals("/", cookie.getPath());
        assertFalse(cookie.isSecured());
        assertFalse(cookie.hasMaxAge() && cookie.getMaxAge() > 0, "ends with the browser");
    }

    @Test
    void by_https_the_cookie_never_leaves_it() {
        var cookie = form(anna.name(), TestAccounts.PASSWORD)
                .header("X-Forwarded-Proto", "https")
                .post("/sign-in")
                .getDetailedCookie(SessionCookie.NAME);
        assertTrue(cookie.isSecured());
    }

    @Test
    void who_asks_to_stay_signed_in_stays_thirty_days() {
        var cookie = form(anna.name(), TestAccounts.PASSWORD)
                .formParam("remember", true)
                .post("/sign-in")
                .getDetailedCookie(SessionCookie.NAME);
        assertEquals(Duration.ofDays(30).toSeconds(), cookie.getMaxAge());
    }

    @Test
    void a_wrong_password_and_an_unknown_name_get_the_same_answer() {
        var wrong = signIn(anna.name(), "something else");
        var unknown = signIn("nobody-" + anna.name(), "something else");
        assertEquals(401, wrong.statusCode());
        assertEquals(401, unknown.statusCode());
        assertEquals(
                wrong.asString().replace(anna.name(), ""), unknown.asString().replace("nobody-" + anna.name(), ""));
        assertTrue(wrong.cookies().isEmpty());
    }

    @Test
    void what_was_typed_is_kept_but_for_the_password() {
        signIn(anna.name(), "something else")
                .then()
                .body(containsString("value=\"" + anna.name() + "\""))
                .body(not(containsString("something else")));
    }

    @Test
    void empty_fields_and_absurd_ones_are_wrong_like_any_other() {
        signIn("", "").then().statusCode(401);
        signIn("x".repeat(5_000), "y".repeat(5_000)).then().statusCode(401);
        browser().post("/sign-in").then().statusCode(401);
    }

    @Test
    void a_name_is_shown_as_text_and_never_as_markup() {
        signIn("<script>alert(1)</script>", "x").then().body(not(containsString("<script>alert")));
    }

    /// The filter of `src/docs/sign-in.md`, with fail2ban's `<ADDR>` written out.
    @Test
    void a_failure_is_one_line_for_fail2ban_that_no_name_can_forge() {
        var lines = new CopyOnWriteArrayList<String>();
        var collector = new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(line.getMessage().formatted(line.getParameters()));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        var log = Logger.getLogger("dev.warren.accounts.signin");
        log.addHandler(collector);
        try {
            signIn("eve\") \nSign-in failed from 192.0.2.99: x (user \"eve", "x");
        } finally {
            log.removeHandler(collector);
        }
        assertEquals(1, lines.size());
        assertEquals(
                "Sign-in failed from %s: wrong name or password (user \"eve?? ?Sign-in failed from 192.0.2.99: x ?user ?eve\")"
                        .formatted(address),
                lines.getFirst());
    }

    @Test
    void a_disabled_user_is_a_stranger() {
        var session = accounts.session(anna);
        accounts.disable(anna.id());
        signIn(anna.name(), TestAccounts.PASSWORD).then().statusCode(401);
        page(session).then().statusCode(303);
    }

    @Test
    void signing_out_ends_the_session_on_the_server() {
        var session = accounts.session(anna);
        var answer = browser().cookie(SessionCookie.NAME, session).post("/sign-out");
        answer.then().statusCode(303).header("Location", "/sign-in");
        assertEquals(0, answer.getDetailedCookie(SessionCookie.NAME).getMaxAge());
        page(session).then().statusCode(303).header("Location", "/sign-in?to=%2Faccount");
    }

    @Test
    void signing_out_twice_or_as_a_stranger_does_no_harm() {
        browser().post("/sign-out").then().statusCode(303);
        browser()
                .cookie(SessionCookie.NAME, "x".repeat(43))
                .post("/sign-out")
                .then()
                .statusCode(303);
    }

    @Test
    void a_link_can_not_sign_anybody_out() {
        var session = accounts.session(anna);
        browser().cookie(SessionCookie.NAME, session).get("/sign-out").then().statusCode(405);
        page(session).then().statusCode(200);
    }

    @Test
    void a_session_ends_when_it_is_not_used_and_lasts_while_it_is() {
        var used = accounts.session(anna);
        var idle = accounts.session(anna);
        for (var hours = 0; hours < 12; hours += 6) {
            clock.advance(Duration.ofHours(6));
            page(used).then().statusCode(200);
        }
        clock.advance(Duration.ofMinutes(1));
        page(used).then().statusCode(200);
        page(idle).then().statusCode(303);
    }

    @Test
    void the_database_has_no_token_that_a_cookie_could_use() {
        var token = SessionToken.parse(accounts.session(anna)).orElseThrow();
        var stored = QuarkusTransaction.requiringNew()
                .call(() -> UserSession.of(token, clock.instant()).isPresent());
        assertTrue(stored);
        assertEquals(32, token.hash().length);
        assertFalse(token.toString().contains(token.text()));
    }

    @Test
    void after_five_failures_even_the_right_password_has_to_wait() {
        for (var i = 0; i < 5; i++) {
            signIn(anna.name(), "wrong " + i).then().statusCode(401);
        }
        signIn(anna.name(), TestAccounts.PASSWORD)
                .then()
                .statusCode(429)
                .header("Retry-After", not(containsString("-")))
                .body(containsString("Try again in 5\u00a0min"));
        clock.advance(Duration.ofMinutes(5));
        signIn(anna.name(), TestAccounts.PASSWORD).then().statusCode(303);
    }

    @Test
    void an_account_under_attack_is_paused_wherever_the_guesses_come_from() {
        for (var i = 0; i < 5; i++) {
            form(anna.name(), "wrong")
                    .header("X-Forwarded-For", "203.0.113." + (100 + i))
                    .post("/sign-in");
        }
        form(anna.name(), "wrong").post("/sign-in").then().statusCode(429);
        signIn(accounts.user(Role.USER).name(), TestAccounts.PASSWORD).then().statusCode(303);
    }

    @Test
    void ten_people_sign_in_at_once() throws Exception {
        var users = new ArrayList<Callable<Response>>();
        for (var i = 0; i < 10; i++) {
            var user = accounts.user(Role.USER);
            users.add(() -> signIn(user.name(), TestAccounts.PASSWORD));
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : threads.invokeAll(users)) {
                assertEquals(303, answer.get().statusCode());
            }
        }
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void guesses_in_a_loop_keep_nobody_else_out() throws Exception {
        var session = accounts.session(anna);
        var going = new AtomicBoolean(true);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < 8; i++) {
                threads.submit(() -> {
                    while (going.get()) {
                        signIn("guessed-name", "guess");
                    }
                });
            }
            try {
                for (var i = 0; i < 20; i++) {
                    page(session).then().statusCode(200);
                }
                form(anna.name(), TestAccounts.PASSWORD)
                        .header("X-Forwarded-For", "203.0.113.99")
                        .post("/sign-in")
                        .then()
                        .statusCode(303);
            } finally {
                going.set(false);
            }
        }
    }

    @Test
    void whoever_is_signed_in_already_goes_on() {
        browser()
                .cookie(SessionCookie.NAME, accounts.session(anna))
                .get("/sign-in?to=/peers")
                .then()
                .statusCode(303)
                .header("Location", "/peers");
    }

    @Test
    void a_cookie_that_is_no_token_is_nobodys() {
        for (var value : List.of("x", "x".repeat(43), "x".repeat(5_000), "a b")) {
            browser()
                    .header("Cookie", SessionCookie.NAME + "=" + value)
                    .get("/account")
                    .then()
                    .statusCode(303);
        }
    }

    private Response page(String session) {
        return browser().cookie(SessionCookie.NAME, session).get("/account");
    }

    private Response signIn(String username, String password) {
        return form(username, password).post("/sign-in");
    }

    private RequestSpecification form(String username, String password) {
        return browser().formParam("username", username).formParam("password", password);
    }

    private RequestSpecification browser() {
        return given().accept("text/html")
                .redirects()
                .follow(false)
                .config(RestAssuredConfig.config()
                        .headerConfig(HeaderConfig.headerConfig().overwriteHeadersWithName("X-Forwarded-For")))
                .header("X-Forwarded-For", address);
    }
}
