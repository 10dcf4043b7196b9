package dev.warren.delivery;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.accounts.Role;
import dev.warren.accounts.TestAccounts;
import dev.warren.interfaces.TestInterfaces;
import dev.warren.peers.Member;
import dev.warren.peers.TestPeers;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = MailServerResource.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class PeerMailApiTest {

    private static final Pattern LINK = Pattern.compile("http://localhost:\\d+/links/[A-Za-z0-9_-]{27}");

    MailServer server;

    @Inject
    TestAccounts accounts;

    @Inject
    TestInterfaces interfaces;

    @Inject
    TestPeers peers;

    @Inject
    EntityManager database;

    private Member anna;

    @BeforeEach
    void aPeer() {
        anna = peers.create(interfaces.create(), "anna");
    }

    @Test
    void the_file_arrives_byte_for_byte() throws InterruptedException {
        as(Role.OPERATOR)
                .body(Map.of("to", "anna@example.org", "as", "file", "message", "Grüße, Berta"))
                .post(mails())
                .then()
                .statusCode(204);

        JsonPath mail = server.mail();
        assertEquals("WireGuard configuration for anna", mail.getString("subject"));
        assertTrue(mail.getString("text").startsWith("Grüße, Berta"), mail.getString("text"));
        assertEquals(
                Map.of(
                        "anna.conf",
                        as(Role.ADMIN)
                                .get("/api/v1/peers/" + anna.id() + "/config")
                                .asString()),
                mail.getMap("files"));
        assertTrue(mail.getBoolean("encrypted"));
        assertEquals(List.of("{\"as\": \"file\", \"to\": \"anna@example.org\"}"), audited());
    }

    @Test
    void by_default_a_link_arrives_that_works() throws InterruptedException {
        as(Role.OPERATOR)
                .body(Map.of("to", "anna@example.org"))
                .post(mails())
                .then()
                .statusCode(204);

        JsonPath mail = server.mail();
        var link = LINK.matcher(mail.getString("text"));
        assertTrue(link.find(), mail.getString("text"));
        assertFalse(mail.getString("text").contains("PrivateKey"));
        assertEquals(Map.of(), mail.getMap("files"));
        links().body("items", hasSize(1)).body("items[0].mostUses", equalTo(1));
        assertEquals(List.of("{\"as\": \"link\", \"to\": \"anna@example.org\"}"), audited());
    }

    @Test
    void a_mail_is_written_in_the_language_of_whoever_gets_it() throws InterruptedException {
        var berta = accounts.user(Role.USER);
        var address = berta.name() + "@example.org";
        as(Role.ADMIN)
                .body(Map.of("email", address))
                .patch("/api/v1/users/" + berta.id())
                .then()
                .statusCode(200);
        given().accept("text/html")
                .header("Accept-Language", "fr-CH, en;q=0.5")
                .formParam("username", berta.name())
                .formParam("password", TestAccounts.PASSWORD)
                .redirects()
                .follow(false)
                .post("/sign-in")
                .then()
                .statusCode(303);
        as(Role.OPERATOR)
                .header("Accept-Language", "de")
                .body(Map.of("to", address.toUpperCase(Locale.ROOT)))
                .post(mails())
                .then()
                .statusCode(204);

        JsonPath mail = server.mail();
        assertEquals("Configuration WireGuard pour anna", mail.getString("subject"));
        assertTrue(LINK.matcher(mail.getString("text")).find(), mail.getString("text"));
        assertTrue(mail.getString("text").contains("une fois, jusqu’au"), mail.getString("text"));
    }

    @Test
    void to_a_stranger_it_is_written_in_the_language_of_whoever_sends_it() throws InterruptedException {
        as(Role.OPERATOR)
                .header("Accept-Language", "de")
                .body(Map.of("to", "stranger@example.org", "as", "file"))
                .post(mails())
                .then()
                .statusCode(204);
        assertEquals("WireGuard-Konfiguration für anna", server.mail().getString("subject"));
    }

    @Test
    void of_a_mail_that_nobody_takes_no_link_is_left() {
        as(Role.ADMIN)
                .body(Map.of("to", "nobody@example.org"))
                .post(mails())
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo("to"));

        links().body("items", hasSize(0));
        assertEquals(List.of(), audited());
    }

    @Test
    void what_can_not_be_is_refused_with_its_field() {
        refused(Map.of(), "to");
        refused(Map.of("to", "anna"), "to");
        refused(Map.of("to", "anna@example.org\r\nBcc: eve@example.org"), "to");
        refused(Map.of("to", "anna@example.org, eve@example.org"), "to");
        refused(Map.of("to", "anna@example.org", "as", "fax"), "as");
        refused(Map.of("to", "anna@example.org", "as", "file", "uses", 2), "uses");
        refused(Map.of("to", "anna@example.org", "uses", 0), "uses");
        refused(Map.of("to", "anna@example.org", "message", "x".repeat(2_001)), "message");
        refused(Map.of("to", "anna@example.org", "cc", "eve@example.org"), "cc");
        assertFalse(server.hasMail());
    }

    @Test
    void mail_is_sent_only_for_those_who_may_see_the_secret() {
        var body = Map.of("to", "eve@example.org", "as", "file");
        given().contentType(ContentType.JSON).body(body).post(mails()).then().statusCode(401);
        as(Role.USER).body(body).post(mails()).then().statusCode(anyOf(is(403), is(404)));
        as(Role.AUDITOR).body(body).post(mails()).then().statusCode(403);
        as(Role.ADMIN)
                .header("Origin", "https://evil.example")
                .body(body)
                .post(mails())
                .then()
                .statusCode(403);
        as(Role.ADMIN).get(mails()).then().statusCode(anyOf(is(404), is(405)));
        as(Role.ADMIN)
                .body(body)
                .post("/api/v1/peers/" + UUID.randomUUID() + "/mails")
                .then()
                .statusCode(404);
        assertFalse(server.hasMail());
    }

    private void refused(Map<String, ?> body, String field) {
        as(Role.ADMIN).body(body).post(mails()).then().statusCode(422).body("errors[0].field", equalTo(field));
    }

    private ValidatableResponse links() {
        return as(Role.ADMIN).get("/api/v1/peers/" + anna.id() + "/links").then();
    }

    private String mails() {
        return "/api/v1/peers/" + anna.id() + "/mails";
    }

    private List<?> audited() {
        return QuarkusTransaction.requiringNew()
                .call(() -> database.createNativeQuery(
                                "select after::text from audit_log where subject_id = ?1 and action = 'peer.mailed'",
                                String.class)
                        .setParameter(1, anna.id().toString())
                        .getResultList());
    }

    private RequestSpecification as(Role role) {
        return given().cookie("warren_session", accounts.session(role)).contentType(ContentType.JSON);
    }
}
