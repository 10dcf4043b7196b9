package dev.warren.web;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LanguagePagesTest {

    @Test
    void a_page_speaks_the_browsers_language() {
        given().header("Accept-Language", "fr-CA,fr;q=0.9,en;q=0.5")
                .get("/sign-in")
                .then()
                .body(containsString("<html lang=\"fr\""))
                .body(containsString("data-units=\"o ko Mo Go To Po\""));
        given().header("Accept-Language", "sv").get("/sign-in").then().body(containsString("<html lang=\"en\""));
    }

    @Test
    void what_somebody_chose_counts_more_than_the_browsers_wish() {
        given().header("Accept-Language", "de")
                .cookie("language", "ja")
                .get("/sign-in")
                .then()
                .body(containsString("<html lang=\"ja\""))
                .body(containsString("value=\"ja\" lang=\"ja\" selected"));
    }

    @Test
    void a_cookie_that_is_no_language_says_nothing() {
        given().cookie("language", "\"><script>")
                .get("/sign-in")
                .then()
                .body(containsString("<html lang=\"en\""))
                .body(not(containsString("<script>")));
    }

    @Test
    void without_scripts_the_form_leaves_the_cookie_and_leads_back() {
        given().redirects()
                .follow(false)
                .formParam("language", "fr")
                .post("/language")
                .then()
                .statusCode(303)
                .header("Location", endsWith("/"))
                .header("Set-Cookie", containsString("language=fr"));
    }

    @Test
    void an_unknown_language_is_refused_with_those_that_there_are() {
        given().formParam("language", "tlh")
                .post("/language")
                .then()
                .statusCode(422)
                .body(containsString("de, en, es"));
    }
}
