package dev.warren.web;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.warren.accounts.Role;
import dev.warren.accounts.TestAccounts;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every request meets before it reaches a page or the API.
@QuarkusTest
class FrontDoorTest {

    @Inject
    TestAccounts accounts;

    @BeforeEach
    void setUpIsOver() {
        accounts.user(Role.ADMIN);
    }

    @Test
    void an_unknown_address_is_a_page_for_a_browser() {
        given().accept("text/html")
                .get("/nothing/here")
                .then()
                .statusCode(404)
                .contentType(containsString("text/html"))
                .body(containsString("There is nothing at this address."));
    }

    @Test
    void an_unknown_address_is_a_problem_document_for_a_program() {
        given().accept("*/*")
                .get("/api/nothing")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("status", equalTo(404))
                .body("title", equalTo("Not Found"))
                .body("detail", equalTo("There is nothing at this address."))
                .body("errors", nullValue());
    }

    @Test
    void a_wrong_method_is_named() {
        given().accept("application/json")
                .delete("/sign-in")
                .then()
                .statusCode(405)
                .body("detail", containsString("DELETE"));
    }

    @Test
    void a_field_longer_than_any_form_has_is_refused_with_a_sentence() {
        given().accept("application/json")
                .formParam("username", "x".repeat(6_000_000))
                .post("/sign-in")
                .then()
                .statusCode(413)
                .contentType("application/problem+json")
                .body("detail", equalTo("The request is larger than Warren takes."));
    }

    @Test
    void an_ambiguous_path_is_refused_before_anybody_reads_it() {
        given().urlEncodingEnabled(false).get("/account;x").then().statusCode(400);
        given().urlEncodingEnabled(false).get("/account%2fpassword").then().statusCode(400);
    }

    @Test
    void a_change_that_another_sites_page_asks_for_is_refused() {
        var session = accounts.session(Role.ADMIN);
        given().accept("text/html")
                .cookie("warren_session", session)
                .header("Origin", "https://evil.example")
                .post("/sign-out")
                .then()
                .statusCode(403)
                .contentType(containsString("text/html"));
        given().cookie("warren_session", session)
                .accept("text/html")
                .get("/account")
                .then()
                .statusCode(200);
    }

    @Test
    void every_answer_forbids_foreign_scripts_frames_and_keeping() {
        for (var path : new String[] {"/sign-in", "/nothing", "/api/nothing"}) {
            given().accept("text/html")
                    .get(path)
                    .then()
                    .header("Content-Security-Policy", containsString("default-src 'none'"))
                    .header("Content-Security-Policy", not(containsString("unsafe")))
                    .header("X-Content-Type-Options", "nosniff")
                    .header("X-Frame-Options", "DENY")
                    .header("Referrer-Policy", "same-origin")
                    .header("Cache-Control", "no-store");
        }
    }

    @Test
    void a_page_has_no_inline_script_or_style() {
        given().accept("text/html")
                .get("/sign-in")
                .then()
                .body(not(containsString("<style")))
                .body(not(containsString("style=")))
                .body(not(containsString("onclick")));
    }

    @Test
    void behind_a_trusted_proxy_links_and_redirects_keep_its_prefix() {
        given().accept("text/html")
                .header("X-Forwarded-Prefix", "/vpn")
                .get("/sign-in")
                .then()
                .statusCode(200)
                .body(containsString("action=\"/vpn/sign-in\""));
        given().accept("text/html")
                .redirects()
                .follow(false)
                .header("X-Forwarded-Prefix", "/vpn")
                .get("/account")
                .then()
                .statusCode(303)
                .header("Location", equalTo("/vpn/sign-in?to=%2Faccount"));
    }

    @Test
    void a_prefix_that_is_no_path_is_ignored() {
        given().accept("text/html")
                .header("X-Forwarded-Prefix", "//evil.example/\"><script>")
                .get("/sign-in")
                .then()
                .body(containsString("action=\"/sign-in\""));
    }
}
