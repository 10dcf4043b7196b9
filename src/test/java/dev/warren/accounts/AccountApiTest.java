package dev.warren.accounts;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AccountApiTest {

    private static final String ACCOUNT = "/api/v1/account";

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
        address = "100.66.0." + ++count;
    }

    @Test
    void everybody_sees_who_they_are() {
        var me = as().get(ACCOUNT);
        me.then().statusCode(200).body("name", equalTo(anna.name())).body("role", equalTo("user"));
        as().header("If-None-Match", me.header("ETag")).get(ACCOUNT).then().statusCode(304);
        given().get(ACCOUNT)
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", startsWith("Bearer"));
    }

    @Test
    void sessions_are_named_by_device_and_the_present_one_is_marked() {
        given().header("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0")
                .header("X-Forwarded-For", address)
                .formParam("username", anna.name())
                .formParam("password", TestAccounts.PASSWORD)
                .redirects()
                .follow(false)
                .post("/sign-in")
                .then()
                .statusCode(303);
        as().get(ACCOUNT + "/sessions")
                .then()
                .statusCode(200)
                .body("items.size()", equalTo(2))
                .body("items.device", hasItem("Firefox on Linux"))
                .body("items.address", hasItem(address))
                .body("items.findAll { it.current }.size()", equalTo(1));
    }

    @Test
    void one_session_or_all_others_are_ended() {
        var second = accounts.session(anna);
        var third = accounts.session(anna);
        String id = given().cookie(SessionCookie.NAME, second)
                .get(ACCOUNT + "/sessions")
                .path("items.find { it.current }.id");
        as().delete(ACCOUNT + "/sessions/" + id).then().statusCode(204);
        given().cookie(SessionCookie.NAME, second).get(ACCOUNT).then().statusCode(401);
        given().cookie(SessionCookie.NAME, third).get(ACCOUNT).then().statusCode(200);
        as().delete(ACCOUNT + "/sessions").then().statusCode(204);
        given().cookie(SessionCookie.NAME, third).get(ACCOUNT).then().statusCode(401);
        as().get(ACCOUNT).then().statusCode(200);
    }

    @Test
    void nobody_ends_somebody_elses() {
        var berta = accounts.session(Role.USER);
        String id = given().cookie(SessionCookie.NAME, berta)
                .get(ACCOUNT + "/sessions")
                .path("items[0].id");
        as().delete(ACCOUNT + "/sessions/" + id).then().statusCode(404);
        given().cookie(SessionCookie.NAME, berta).get(ACCOUNT).then().statusCode(200);
    }

    @Test
    void a_new_password_ends_all_other_sessions() {
        var other = accounts.session(anna);
        change("wrong", "a quite new one").then().statusCode(422).body("errors.field", hasItem("present"));
        change(TestAccounts.PASSWORD, "short").then().statusCode(422).body("errors.field", hasItem("password"));
        change(TestAccounts.PASSWORD, "a quite new one").then().statusCode(204);
        given().cookie(SessionCookie.NAME, other).get(ACCOUNT).then().statusCode(401);
        as().get(ACCOUNT).then().statusCode(200);
    }

    @Test
    void another_sites_page_changes_nothing() {
        as().header("Origin", "https://evil.example")
                .delete(ACCOUNT + "/sessions")
                .then()
                .statusCode(403);
        as().header("Sec-Fetch-Site", "cross-site")
                .delete(ACCOUNT + "/sessions")
                .then()
                .statusCode(403);
    }

    private Response change(String present, String chosen) {
        return as().contentType("application/json")
                .body(Map.of("present", present, "password", chosen))
                .put(ACCOUNT + "/password");
    }

    private RequestSpecification as() {
        return given().header("X-Forwarded-For", address).cookie(SessionCookie.NAME, session);
    }
}
