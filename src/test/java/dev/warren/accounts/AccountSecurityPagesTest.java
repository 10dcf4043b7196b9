package dev.warren.accounts;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// One's own second factor, sessions and tokens, as pages.
@QuarkusTest
class AccountSecurityPagesTest {

    private static int count;

    @Inject
    TestAccounts accounts;

    @Inject
    InstantSource clock;

    private User anna;
    private String session;
    private String address;

    @BeforeEach
    void somebody() {
        anna = accounts.user(Role.OPERATOR);
        session = accounts.session(anna);
        address = "100.72.0." + ++count;
    }

    @Test
    void a_second_factor_wants_the_password_and_a_first_code() {
        post("totp", "password", "wrong").then().statusCode(422).body(containsString("id=\"password-error\""));
        var secret = secret(post("totp", "password", TestAccounts.PASSWORD));
        assertFalse(hasSecondFactor(), "nothing counts yet");
        var again = browser()
                .formParam("secret", secret)
                .formParam("code", "000000")
                .post("/account/totp/confirmation");
        again.then().statusCode(422).body(containsString("id=\"code-error\""));
        assertEquals(secret, secret(again), "the same picture again");
        browser()
                .formParam("secret", secret)
                .formParam("code", Totp.code(secret, clock.instant()))
                .post("/account/totp/confirmation")
                .then()
                .statusCode(200)
                .body(containsString("shown this one time"))
                .body(containsString("data:text/plain;base64,"));
        assertTrue(hasSecondFactor());
        page().then().body(containsString("10 recovery codes are left")).body(not(containsString(secret)));
    }

    @Test
    void what_the_browser_sends_back_is_a_secret_or_nothing() {
        post("totp", "password", TestAccounts.PASSWORD).then().statusCode(200);
        browser()
                .formParam("secret", "<script>")
                .formParam("code", "000000")
                .post("/account/totp/confirmation")
                .then()
                .statusCode(422)
                .body(not(containsString("<script>\"")));
    }

    @Test
    void it_is_turned_off_and_its_codes_are_renewed_by_the_password_alone() {
        accounts.recoveryCode(anna.name());
        post("recovery-codes", "password", "wrong").then().statusCode(422);
        post("recovery-codes", "password", TestAccounts.PASSWORD)
                .then()
                .statusCode(200)
                .body(containsString("The old codes no longer work"));
        post("totp/removal", "password", "wrong").then().statusCode(422);
        assertTrue(hasSecondFactor());
        post("totp/removal", "password", TestAccounts.PASSWORD).then().statusCode(303);
        assertFalse(hasSecondFactor());
    }

    @Test
    void sessions_are_ended_one_by_one_and_all_but_this_one() {
        var others = List.of(accounts.session(anna), accounts.session(anna));
        var sessions = QuarkusTransaction.requiringNew().call(() -> UserSession.of(anna.id(), clock.instant()));
        page().then().body(containsString("This one")).body(containsString("End all others"));
        var mine = sessions.stream()
                .filter(each -> page().asString().contains("/sessions/" + each.id() + "/deletion"))
                .count();
        assertEquals(2, mine, "none to end this one");
        post("sessions/deletion", "x", "y").then().statusCode(303);
        for (var other : others) {
            given().accept("text/html")
                    .redirects()
                    .follow(false)
                    .cookie(SessionCookie.NAME, other)
                    .get("/account")
                    .then()
                    .statusCode(303);
        }
        page().then().statusCode(200).body(not(containsString("End all others")));
    }

    @Test
    void somebody_elses_session_is_not_there() {
        var berta = accounts.user(Role.USER);
        accounts.session(berta);
        var hers = QuarkusTransaction.requiringNew()
                .call(() ->
                        UserSession.of(berta.id(), clock.instant()).getFirst().id());
        post("sessions/" + hers + "/deletion", "x", "y").then().statusCode(404);
    }

    @Test
    void a_token_is_shown_once_and_is_worth_nothing_after_it_is_revoked() {
        var made = browser()
                .formParam("name", "terraform")
                .formParam("scopes", "read", "peers")
                .formParam("days", "30")
                .post("/account/tokens");
        var token = made.then().statusCode(200).extract().htmlPath().getString("**.find { it.@id == 'token' }");
        page().then().body(containsString("terraform")).body(not(containsString(token)));
        given().auth().oauth2(token).get("/api/v1/peers").then().statusCode(200);
        var id = QuarkusTransaction.requiringNew()
                .call(() -> ApiToken.of(anna.id()).getFirst().id());
        post("tokens/" + id + "/deletion", "x", "y").then().statusCode(303);
        given().auth().oauth2(token).get("/api/v1/peers").then().statusCode(401);
    }

    @Test
    void what_is_wrong_with_a_token_stands_at_its_field_and_nothing_typed_is_lost() {
        browser()
                .formParam("name", "")
                .formParam("days", "365")
                .post("/account/tokens")
                .then()
                .statusCode(422)
                .body(containsString("id=\"name-error\""))
                .body(containsString("id=\"scopes-error\""))
                .body(containsString("value=\"365\" selected"));
        browser()
                .formParam("name", "x")
                .formParam("scopes", "peers")
                .formParam("days", "12345")
                .post("/account/tokens")
                .then()
                .statusCode(422)
                .body(containsString("id=\"days-error\""))
                .body(containsString("value=\"peers\" checked"));
    }

    private Response post(String action, String field, String value) {
        return browser().formParam(field, value).post("/account/" + action);
    }

    private Response page() {
        return browser().get("/account");
    }

    private boolean hasSecondFactor() {
        return QuarkusTransaction.requiringNew()
                .call(() -> User.known(anna.id()).secondFactor());
    }

    private static String secret(Response enrolment) {
        return enrolment.htmlPath().getString("**.find { it.@name == 'secret' }.@value");
    }

    private RequestSpecification browser() {
        return given().accept("text/html")
                .redirects()
                .follow(false)
                .header("X-Forwarded-For", address)
                .cookie(SessionCookie.NAME, session);
    }
}
