package dev.warren.accounts;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.warren.web.ShiftedClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each test comes from an address of its own, so that none runs into another's limit.
@QuarkusTest
class SecondFactorTest {

    private static int count;

    @Inject
    TestAccounts accounts;

    @Inject
    ShiftedClock clock;

    private User anna;
    private String session;
    private String address;

    @BeforeEach
    void somebody() {
        anna = accounts.user(Role.ADMIN);
        session = accounts.session(anna);
        address = "100.65.0." + ++count;
    }

    /// RFC 6238, appendix B, cut to six digits.
    @ParameterizedTest
    @CsvSource({"59,287082", "1111111109,081804", "1111111111,050471", "1234567890,005924", "2000000000,279037"})
    void the_codes_are_those_of_the_standard(long second, String code) {
        var secret = Base32.encode("12345678901234567890".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        assertEquals(code, Totp.code(secret, Instant.ofEpochSecond(second)));
    }

    @Test
    void after_its_first_code_the_password_alone_lets_nobody_in() {
        var other = accounts.session(anna);
        var enrolled = enrol();
        signIn().then().header("Location", "/"); // nothing is on yet
        confirm(code(enrolled)).then().statusCode(200).body("recoveryCodes", hasSize(10));

        signIn().then().statusCode(303).header("Location", "/sign-in/code");
        given().cookie(SessionCookie.NAME, other).get("/api/v1/account").then().statusCode(401);
        me().get("/api/v1/account").then().statusCode(200).body("secondFactor", equalTo(true));
        from().auth()
                .preemptive()
                .basic(anna.name(), TestAccounts.PASSWORD)
                .get("/api/v1/account")
                .then()
                .statusCode(401)
                .body("detail", containsString("API token"));
    }

    @Test
    void the_enrolment_shows_a_qr_code_and_the_password_is_asked_for() {
        post("totp", Map.of("password", "wrong")).then().statusCode(422).body("errors[0].field", equalTo("password"));
        post("totp", Map.of("password", TestAccounts.PASSWORD))
                .then()
                .statusCode(200)
                .body("secret", matchesPattern("[A-Z2-7]{32}"))
                .body("uri", startsWith("otpauth://totp/Warren:" + anna.name() + "?secret="))
                .body("qrCode", startsWith("<svg"));
    }

    @Test
    void a_code_finishes_the_sign_in() {
        var enrolled = on();
        var begun = signIn();
        var page = from().cookies(begun.cookies()).accept("text/html").get("/sign-in/code?to=/account");
        page.then()
                .statusCode(200)
                .body(containsString("autocomplete=\"one-time-code\""))
                .body(containsString("value=\"/account\""))
                .body(not(containsString("<script>")));
        var done = code(begun, nextCode(enrolled), "/account");
        done.then().statusCode(303).header("Location", "/account");
        from().cookie(SessionCookie.NAME, done.cookie(SessionCookie.NAME))
                .get("/api/v1/account")
                .then()
                .statusCode(200);
        assertEquals("", done.cookie(SessionCookie.PENDING));
    }

    @Test
    void the_cookie_of_the_first_step_is_no_session() {
        on();
        var begun = signIn();
        var pending = begun.cookie(SessionCookie.PENDING);
        from().cookie(SessionCookie.NAME, pending).get("/api/v1/account").then().statusCode(401);
        from().cookies(begun.cookies()).get("/api/v1/account").then().statusCode(401);
        assertEquals(null, begun.cookie(SessionCookie.NAME));
    }

    @Test
    void a_code_is_taken_once() {
        var enrolled = on();
        var code = nextCode(enrolled);
        code(signIn(), code, "/").then().statusCode(303);
        code(signIn(), code, "/").then().statusCode(401).body(containsString("used before"));
        // nor is the one that turned it on, or an older one
        code(signIn(), Totp.code(enrolled, clock.instant().minusSeconds(30)), "/")
                .then()
                .statusCode(401);
    }

    @Test
    void of_two_who_use_one_code_at_the_same_moment_one_gets_in() throws Exception {
        var enrolled = on();
        var begun = List.of(signIn(), signIn());
        var code = nextCode(enrolled);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = begun.stream()
                    .<Callable<Response>>map(step -> () -> code(step, code, "/"))
                    .toList();
            var in = 0;
            for (var answer : threads.invokeAll(calls)) {
                in += answer.get().statusCode() == 303 ? 1 : 0;
            }
            assertEquals(1, in);
        }
    }

    @Test
    void a_clock_may_be_a_step_off_and_no_more() {
        var enrolled = on();
        clock.advance(Duration.ofSeconds(120));
        aStepBegins();
        code(signIn(), Totp.code(enrolled, clock.instant().minusSeconds(60)), "/")
                .then()
                .statusCode(401);
        code(signIn(), Totp.code(enrolled, clock.instant().plusSeconds(60)), "/")
                .then()
                .statusCode(401);
        code(signIn(), Totp.code(enrolled, clock.instant().minusSeconds(30)), "/")
                .then()
                .statusCode(303);
        code(signIn(), Totp.code(enrolled, clock.instant().plusSeconds(30)), "/")
                .then()
                .statusCode(303);
    }

    @Test
    void guessing_codes_is_limited_like_guessing_passwords() {
        on();
        var begun = signIn();
        for (var i = 0; i < 5; i++) {
            code(begun, "00000" + i, "/").then().statusCode(401);
        }
        code(begun, "000009", "/").then().statusCode(429);
        signIn().then().statusCode(429);
    }

    @Test
    void of_many_guesses_at_the_same_moment_no_more_are_judged_than_one_after_another() throws Exception {
        on();
        var begun = signIn();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = IntStream.range(0, 40)
                    .<Callable<Integer>>mapToObj(
                            i -> () -> code(begun, "%06d".formatted(i), "/").statusCode())
                    .toList();
            var judged = 0;
            for (var answer : threads.invokeAll(calls)) {
                judged += answer.get() == 401 ? 1 : 0;
            }
            assertEquals(SignInLimit.FAILURES, judged);
        }
    }

    @Test
    void a_password_is_good_for_a_code_for_five_minutes_and_for_one_session() {
        var enrolled = on();
        var begun = signIn();
        code(begun, nextCode(enrolled), "/").then().statusCode(303).header("Location", "/");
        code(begun, nextCode(enrolled), "/").then().statusCode(303).header("Location", "/sign-in");
        var late = signIn();
        clock.advance(PendingSignIns.KEPT.plusSeconds(1));
        code(late, nextCode(enrolled), "/").then().statusCode(303).header("Location", "/sign-in");
        from().get("/sign-in/code").then().statusCode(303).header("Location", "/sign-in");
    }

    @Test
    void a_changed_password_ends_a_sign_in_that_waits_for_its_code() {
        var enrolled = on();
        var begun = signIn();
        accounts.changePassword(anna.id(), "something new");
        code(begun, nextCode(enrolled), "/").then().statusCode(403);
    }

    @Test
    void a_recovery_code_does_too_and_only_once() {
        enrolAndConfirm();
        List<String> codes = recovery;
        code(signIn(), codes.getFirst().toUpperCase().replace("-", " "), "/")
                .then()
                .statusCode(303);
        code(signIn(), codes.getFirst(), "/").then().statusCode(401);
        me().get("/api/v1/account/recovery-codes").then().body("left", equalTo(9));
        post("recovery-codes", Map.of("password", TestAccounts.PASSWORD))
                .then()
                .statusCode(200)
                .body("recoveryCodes", hasSize(10));
        code(signIn(), codes.getLast(), "/").then().statusCode(401);
    }

    @Test
    void it_is_turned_off_by_whoever_knows_the_password() {
        on();
        post("totp/removal", Map.of("password", "wrong")).then().statusCode(422);
        post("totp/removal", Map.of("password", TestAccounts.PASSWORD)).then().statusCode(204);
        signIn().then().statusCode(303).header("Location", "/");
        post("totp/removal", Map.of("password", TestAccounts.PASSWORD)).then().statusCode(409);
    }

    @Test
    void an_administrator_takes_it_from_somebody_who_lost_their_phone() {
        on();
        var admin = accounts.session(Role.ADMIN);
        given().cookie(SessionCookie.NAME, admin)
                .delete("/api/v1/users/" + anna.id() + "/totp")
                .then()
                .statusCode(204);
        me().get("/api/v1/account").then().statusCode(401);
        signIn().then().statusCode(303).header("Location", "/");
        given().cookie(SessionCookie.NAME, admin)
                .delete("/api/v1/users/" + anna.id() + "/totp")
                .then()
                .statusCode(409);
    }

    @Test
    void a_token_goes_on_working() {
        String token = me().contentType("application/json")
                .body(Map.of("name", "ci", "scopes", List.of("read")))
                .post("/api/v1/account/tokens")
                .path("token");
        on();
        given().header("Authorization", "Bearer " + token)
                .get("/api/v1/account")
                .then()
                .statusCode(200);
    }

    @Test
    void programs_that_speak_wg_easys_way_give_the_code_with_the_password() {
        var enrolled = on();
        session(Map.of()).then().statusCode(200).body("status", equalTo("TOTP_REQUIRED"));
        session(Map.of("totpCode", "000000")).then().statusCode(200).body("status", equalTo("INVALID_TOTP_CODE"));
        var done = session(Map.of("totpCode", nextCode(enrolled)));
        done.then().statusCode(200).body("status", equalTo("success"));
        from().cookies(done.cookies()).get("/api/session").then().statusCode(200);
    }

    @Test
    void it_is_begun_before_it_is_confirmed_and_only_once() {
        confirm("123456").then().statusCode(409);
        enrol();
        confirm("000000").then().statusCode(422).body("errors.field", hasItem("code"));
        on();
        post("totp", Map.of("password", TestAccounts.PASSWORD)).then().statusCode(409);
        confirm("123456").then().statusCode(409);
    }

    /// None ends while a test counts them.
    private void aStepBegins() {
        clock.advance(Duration.ofMillis(30_000 - clock.millis() % 30_000));
    }

    private List<String> recovery;

    private String on() {
        return enrolAndConfirm();
    }

    private String enrolAndConfirm() {
        var secret = enrol();
        recovery = confirm(code(secret)).path("recoveryCodes");
        return secret;
    }

    private String enrol() {
        return post("totp", Map.of("password", TestAccounts.PASSWORD)).path("secret");
    }

    private Response confirm(String code) {
        return me().contentType("application/json").body(Map.of("code", code)).put("/api/v1/account/totp");
    }

    private String code(String secret) {
        return Totp.code(secret, clock.instant());
    }

    /// A code that has not been used yet.
    private String nextCode(String secret) {
        clock.advance(Duration.ofSeconds(30));
        return code(secret);
    }

    private Response code(Response begun, String code, String to) {
        return from().cookies(begun.cookies())
                .formParam("code", code)
                .formParam("to", to)
                .post("/sign-in/code");
    }

    private Response signIn() {
        return from().formParam("username", anna.name())
                .formParam("password", TestAccounts.PASSWORD)
                .post("/sign-in");
    }

    private Response session(Map<String, String> more) {
        var body = new java.util.HashMap<String, Object>(more);
        body.put("username", anna.name());
        body.put("password", TestAccounts.PASSWORD);
        return from().accept("*/*").contentType("application/json").body(body).post("/api/session");
    }

    private Response post(String path, Map<String, String> body) {
        return me().contentType("application/json").body(body).post("/api/v1/account/" + path);
    }

    private RequestSpecification me() {
        return given().header("X-Forwarded-For", address).cookie(SessionCookie.NAME, session);
    }

    private RequestSpecification from() {
        return given().accept("text/html, */*").redirects().follow(false).header("X-Forwarded-For", address);
    }
}
