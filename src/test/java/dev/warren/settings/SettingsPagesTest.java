package dev.warren.settings;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.accounts.Role;
import dev.warren.accounts.TestAccounts;
import dev.warren.audit.AuditConfig;
import dev.warren.delivery.SmtpConfig;
import dev.warren.metrics.MetricsConfig;
import dev.warren.traffic.HistoryConfig;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SettingsPagesTest {

    private static final String SECRET = "nobody must ever read this";

    @Inject
    TestAccounts accounts;

    @Inject
    SettingsChanges changes;

    @Inject
    EntityManager database;

    @Inject
    SmtpConfig smtp;

    @Inject
    MetricsConfig metrics;

    @Inject
    AuditConfig audit;

    @Inject
    HistoryConfig history;

    private String session;

    @BeforeEach
    void somebody() {
        session = accounts.session(Role.ADMIN);
    }

    @AfterEach
    void as_it_was() {
        var nothing = new HashMap<Setting, Optional<String>>();
        for (var setting : Setting.values()) {
            nothing.put(setting, Optional.empty());
        }
        changes.change(nothing);
    }

    @Test
    void what_is_set_stands_in_front_of_the_environment_at_once_and_gives_way_again() {
        var before = history.days();
        post("retention", Map.of("auditKeep", "400d", "historyDays", "30"))
                .then()
                .statusCode(303);
        assertEquals(Optional.of(Duration.ofDays(400)), audit.keep());
        assertEquals(Duration.ofDays(30), history.days());
        page().then().body(containsString("value=\"400d\"")).body(containsString("Set here."));
        post("retention", Map.of()).then().statusCode(303);
        assertEquals(Optional.empty(), audit.keep());
        assertEquals(before, history.days());
    }

    @Test
    void a_mail_server_is_used_from_the_moment_it_is_saved() {
        post(
                        "mail",
                        Map.of(
                                "smtpHost",
                                "mail.example.org",
                                "smtpPort",
                                "2525",
                                "smtpSecurity",
                                "none",
                                "smtpUsername",
                                "warren",
                                "smtpPassword",
                                SECRET,
                                "smtpFrom",
                                "vpn@example.org"))
                .then()
                .statusCode(303);
        assertEquals(Optional.of("mail.example.org"), smtp.host());
        assertEquals(2525, smtp.port().orElseThrow());
        assertEquals(SmtpConfig.Security.NONE, smtp.security());
        assertEquals(Optional.of(SECRET), smtp.password());
    }

    @Test
    void a_secret_is_sealed_and_never_shown_again() {
        post("mail", Map.of("smtpHost", "mail.example.org", "smtpFrom", "vpn@example.org", "smtpPassword", SECRET));
        page().then().statusCode(200).body(not(containsString(SECRET))).body(containsString("is never shown again"));
        api().get("/api/v1/settings").then().body(not(containsString(SECRET)));
        api().get("/api/v1/audit?q=smtpPassword")
                .then()
                .body(not(containsString(SECRET)))
                .body(containsString("set anew"));
        var stored = (String) QuarkusTransaction.requiringNew()
                .call(() -> database.createNativeQuery("select secret from setting where name = 'smtpPassword'")
                        .getSingleResult());
        assertFalse(stored.contains(SECRET), "sealed");
        post("mail", Map.of("smtpHost", "mail.example.org", "smtpFrom", "vpn@example.org", "smtpPassword", ""));
        assertEquals(Optional.of(SECRET), smtp.password(), "an empty field keeps it");
        post(
                "mail",
                Map.of("smtpHost", "mail.example.org", "smtpFrom", "vpn@example.org", "smtpPasswordForgotten", "true"));
        assertEquals(Optional.empty(), smtp.password());
    }

    @Test
    void what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost() {
        post("mail", Map.of("smtpHost", "mail.example.org", "smtpPort", "99999", "smtpSecurity", "maybe"))
                .then()
                .statusCode(422)
                .body(containsString("id=\"smtpPort-error\""))
                .body(containsString("id=\"smtpSecurity-error\""))
                .body(containsString("value=\"99999\""))
                .body(containsString("value=\"mail.example.org\""));
        assertEquals(Optional.empty(), smtp.host());
        post("retention", Map.of("auditKeep", "3d", "historyHours", "soon"))
                .then()
                .statusCode(422)
                .body(containsString("id=\"auditKeep-error\""))
                .body(containsString("id=\"historyHours-error\""));
    }

    @Test
    void a_test_mail_that_can_not_be_sent_says_why_at_its_address() {
        post("mail/test", Map.of("to", "nobody"))
                .then()
                .statusCode(422)
                .body(containsString("id=\"to-error\""))
                .body(containsString("value=\"nobody\""));
        post("mail", Map.of("smtpHost", "127.0.0.1", "smtpPort", "1", "smtpFrom", "vpn@example.org"));
        post("mail/test", Map.of("to", "anna@example.org"))
                .then()
                .statusCode(502)
                .body(containsString("be reached"))
                .body(containsString("value=\"anna@example.org\""));
    }

    @Test
    void a_metrics_password_that_is_made_is_shown_once_and_counts() {
        var answer = post("metrics", Map.of("do", "generate"));
        var password =
                answer.then().statusCode(200).extract().htmlPath().getString("**.find { it.@id == 'generated' }");
        assertEquals(Optional.of(password), metrics.password());
        page().then().body(not(containsString(password)));
        given().header("Authorization", "Bearer " + password)
                .get("/metrics/prometheus")
                .then()
                .statusCode(200);
        given().header("Authorization", "Bearer the metrics password of the tests")
                .get("/metrics/prometheus")
                .then()
                .statusCode(401);
    }

    @Test
    void programs_change_the_same_with_numbers_for_times() {
        api().body(Map.of(
                        "smtpHost",
                        "mail.example.org",
                        "smtpPort",
                        465,
                        "smtpFrom",
                        "vpn@example.org",
                        "auditKeep",
                        31_536_000))
                .patch("/api/v1/settings")
                .then()
                .statusCode(200)
                .body("items.find { it.name == 'auditKeep' }.value", equalTo(31_536_000))
                .body("items.find { it.name == 'auditKeep' }.source", equalTo("stored"))
                .body("items.find { it.name == 'smtpPort' }.value", equalTo(465))
                .body("items.find { it.name == 'smtpPassword' }.value", nullValue());
        var back = new HashMap<String, Object>();
        back.put("auditKeep", null);
        api().body(back)
                .patch("/api/v1/settings")
                .then()
                .body("items.find { it.name == 'auditKeep' }.source", equalTo("default"));
        api().body(Map.of("auditKeep", "long", "nonsense", 1))
                .patch("/api/v1/settings")
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo("nonsense"));
        api().body(Map.of("auditKeep", 60))
                .patch("/api/v1/settings")
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo("auditKeep"));
    }

    @Test
    void the_settings_have_one_tag_which_every_change_renews() {
        var tag = api().get("/api/v1/settings").then().statusCode(200).extract().header("ETag");
        api().header("If-None-Match", tag).get("/api/v1/settings").then().statusCode(304);
        var next = api().header("If-Match", tag)
                .body(Map.of("smtpPassword", SECRET))
                .patch("/api/v1/settings")
                .then()
                .statusCode(200)
                .header("ETag", not(tag))
                .extract()
                .header("ETag");
        api().get("/api/v1/settings").then().header("ETag", next);
        var back = new HashMap<String, Object>();
        back.put("smtpPassword", null);
        api().header("If-Match", next)
                .body(back)
                .patch("/api/v1/settings")
                .then()
                .statusCode(200)
                .header("ETag", not(next));
    }

    @Test
    void whoever_has_seen_other_settings_changes_nothing() {
        var tag = api().get("/api/v1/settings").header("ETag");
        post("retention", Map.of("eventsKeep", "12d"));
        api().header("If-Match", tag)
                .body(Map.of("eventsKeep", 86_400))
                .patch("/api/v1/settings")
                .then()
                .statusCode(412);
        api().get("/api/v1/settings").then().body("items.find { it.name == 'eventsKeep' }.value", equalTo(12 * 86_400));
        api().header("If-Match", "*")
                .body(Map.of("eventsKeep", 86_400))
                .patch("/api/v1/settings")
                .then()
                .statusCode(200);
    }

    @Test
    void a_change_is_in_the_audit_log_and_no_change_is_not() {
        post("retention", Map.of("eventsKeep", "11d"));
        api().get("/api/v1/audit?action=settings.changed&limit=1")
                .then()
                .body("items[0].after.eventsKeep", equalTo("11d"));
        var lines = lines();
        post("retention", Map.of("eventsKeep", "11d"));
        assertEquals(lines, lines());
    }

    @Test
    void auditors_read_and_change_nothing() {
        var auditor = accounts.session(Role.AUDITOR);
        given().cookie("warren_session", auditor)
                .accept("text/html")
                .get("/settings")
                .then()
                .statusCode(200)
                .body(not(containsString("value=\"generate\"")));
        given().cookie("warren_session", auditor)
                .accept("text/html")
                .post("/settings/mail")
                .then()
                .statusCode(403);
        given().cookie("warren_session", accounts.session(Role.OPERATOR))
                .accept("text/html")
                .get("/settings")
                .then()
                .statusCode(403);
        assertTrue(smtp.host().isEmpty());
    }

    private int lines() {
        return api().get("/api/v1/audit?action=settings.changed&limit=500")
                .jsonPath()
                .getList("items")
                .size();
    }

    private Response post(String what, Map<String, String> fields) {
        return given().cookie("warren_session", session)
                .accept("text/html")
                .redirects()
                .follow(false)
                .contentType("application/x-www-form-urlencoded")
                .formParams(fields)
                .post("/settings/" + what);
    }

    private Response page() {
        return given().cookie("warren_session", session).accept("text/html").get("/settings");
    }

    private RequestSpecification api() {
        return given().cookie("warren_session", session).contentType("application/json");
    }
}
