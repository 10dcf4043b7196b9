package dev.warren.accounts;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AccountPagesTest {

    private static final String NEW = "a quite different one";

    private static int count;

    @Inject
    TestAccounts accounts;

    private User anna;
    private String session;
    private String address;

    @BeforeEach
    void somebody() {
        anna = accounts.user(Role.USER);
        session = accounts.session(anna);
        address = "100.64.0." + ++count;
    }

    @Test
    void a_changed_password_is_the_only_one_that_counts() {
        change(TestAccounts.PASSWORD, NEW, NEW).then().statusCode(303).header("Location", "/account?done=password");
        signIn(TestAccounts.PASSWORD).then().statusCode(401);
        signIn(NEW).then().statusCode(303);
        browser().get("/account?done=password").then().body(containsString("Your password is changed."));
    }

    @Test
    void a_device_is_named_in_the_language_of_the_page() {
        signIn(TestAccounts.PASSWORD).then().statusCode(303);
        given().cookie("warren_session", session)
                .cookie("language", "de")
                .accept("text/html")
                .get("/account")
                .then()
                .body(containsString("Firefox auf Linux"))
                .body(not(containsString("Firefox on Linux")));
    }

    @Test
    void the_other_sessions_end_and_this_one_stays() {
        var other = accounts.session(anna);
        var somebodyElses = accounts.session(Role.USER);
        change(TestAccounts.PASSWORD, NEW, NEW).then().statusCode(303);
        page(session).then().statusCode(200);
        page(other).then().statusCode(303);
        page(somebodyElses).then().statusCode(200);
    }

    @Test
    void without_the_present_password_nothing_changes() {
        change("something else", NEW, NEW).then().statusCode(422).body(containsString("not your present password"));
        signIn(TestAccounts.PASSWORD).then().statusCode(303);
    }

    @Test
    void a_weak_or_mistyped_new_password_is_refused_at_its_field() {
        change(TestAccounts.PASSWORD, "short", "short").then().statusCode(422).body(containsString("chosen-error"));
        change(TestAccounts.PASSWORD, NEW, NEW + "!").then().statusCode(422).body(containsString("repeated-error"));
        change(TestAccounts.PASSWORD, anna.name(), anna.name()).then().statusCode(422);
        browser().post("/account/password").then().statusCode(422);
        signIn(TestAccounts.PASSWORD).then().statusCode(303);
    }

    @Test
    void a_stolen_session_is_no_way_to_guess_the_password() {
        for (var i = 0; i < 5; i++) {
            change("guess " + i, NEW, NEW).then().statusCode(422);
        }
        change(TestAccounts.PASSWORD, NEW, NEW).then().statusCode(429);
    }

    @Test
    void a_stranger_is_led_to_the_sign_in() {
        given().accept("text/html")
                .redirects()
                .follow(false)
                .post("/account/password")
                .then()
                .statusCode(303)
                .header("Location", "/sign-in");
    }

    @Test
    void a_fragment_request_without_a_session_sends_the_whole_page_to_the_sign_in() {
        given().accept("text/html")
                .header("HX-Request", "true")
                .get("/account")
                .then()
                .statusCode(401)
                .header("HX-Redirect", "/sign-in");
    }

    @Test
    void another_sites_page_cant_change_it() {
        browser()
                .header("Sec-Fetch-Site", "cross-site")
                .formParam("present", TestAccounts.PASSWORD)
                .formParam("chosen", NEW)
                .formParam("repeated", NEW)
                .post("/account/password")
                .then()
                .statusCode(403);
        signIn(TestAccounts.PASSWORD).then().statusCode(303);
    }

    @Test
    void the_page_has_no_password_in_it() {
        change("something else", NEW, NEW).then().body(not(containsString(NEW)));
    }

    private Response change(String present, String chosen, String repeated) {
        return browser()
                .formParam("present", present)
                .formParam("chosen", chosen)
                .formParam("repeated", repeated)
                .post("/account/password");
    }

    private Response signIn(String password) {
        return given().accept("text/html")
                .redirects()
                .follow(false)
                .header("X-Forwarded-For", address)
                .header("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0")
                .formParam("username", anna.name())
                .formParam("password", password)
                .post("/sign-in");
    }

    private Response page(String token) {
        return given().accept("text/html")
                .redirects()
                .follow(false)
                .cookie(SessionCookie.NAME, token)
                .get("/account");
    }

    private RequestSpecification browser() {
        return given().accept("text/html")
                .redirects()
                .follow(false)
                .header("X-Forwarded-For", address)
                .cookie(SessionCookie.NAME, session);
    }
}
