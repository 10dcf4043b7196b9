package dev.warren.peers;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.warren.accounts.Role;
import dev.warren.accounts.TestAccounts;
import dev.warren.accounts.User;
import dev.warren.interfaces.IpText;
import dev.warren.interfaces.TestInterfaces;
import dev.warren.interfaces.WgInterface;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class PeerBulkApiTest {

    private static final String BULK = "/api/v1/peers/bulk";
    private static final String IMPORT = "/api/v1/peers/import";

    @Inject
    TestAccounts accounts;

    @Inject
    TestInterfaces interfaces;

    @Inject
    TestPeers peers;

    @Inject
    Roster roster;

    private WgInterface wg;
    private User admin;

    @BeforeEach
    void anInterface() {
        wg = interfaces.create();
        admin = accounts.user(Role.ADMIN);
    }

    @Test
    void two_hundred_peers_are_made_at_once_each_with_an_address_of_its_own() {
        List<Map<String, String>> wish = IntStream.range(0, 200)
                .mapToObj(i -> Map.of("name", "peer " + i))
                .toList();

        bulk(admin, Map.of("action", "create", "interface", wg.id(), "peers", wish))
                .then()
                .statusCode(200)
                .body("done", equalTo(200))
                .body("results.status", everyItem(equalTo(201)));

        List<Member> made = members();
        assertEquals(200, made.size());
        assertEquals(200, new HashSet<>(made.stream().map(Member::ipv4).toList()).size());
        assertEquals(200, new HashSet<>(made.stream().map(Member::ipv6).toList()).size());
        assertEquals(200, new HashSet<>(made.stream().map(Member::number).toList()).size());
    }

    @Test
    void an_address_that_one_has_chosen_is_given_to_no_other_of_them() {
        String first = IpText.of(wg.ipv4().network().address()).replaceFirst("\\d+$", "2");

        bulk(
                        admin,
                        Map.of(
                                "action",
                                "create",
                                "interface",
                                wg.id(),
                                "peers",
                                List.of(
                                        Map.of("name", "first"),
                                        Map.of("name", "chosen", "ipv4", first),
                                        Map.of("name", "last"))))
                .then()
                .body("done", equalTo(3));

        assertEquals(
                List.of(first),
                members().stream()
                        .filter(member -> member.name().equals("chosen"))
                        .map(Member::ipv4)
                        .toList());
    }

    @Test
    void a_bad_one_hinders_none_of_the_others_and_says_what_is_wrong() {
        peers.create(wg, "taken");
        String network = TestPeers.network();

        bulk(
                        admin,
                        Map.of(
                                "action",
                                "create",
                                "interface",
                                wg.id(),
                                "peers",
                                List.of(
                                        Map.of("name", "good"),
                                        Map.of("name", "TAKEN"),
                                        Map.of("name", "Good"),
                                        Map.of("name", "odd", "mtu", "large"),
                                        Map.of("name", "bad", "mtu", 70_000),
                                        Map.of("name", "site", "networks", List.of(network)),
                                        Map.of("name", "other site", "networks", List.of(network)),
                                        Map.of("name", "last"))))
                .then()
                .statusCode(200)
                .body("results.status", contains(201, 422, 422, 422, 422, 201, 422, 201))
                .body("done", equalTo(3))
                .body("refused", equalTo(5))
                .body("results[1].errors", hasKey("name"))
                .body("results[2].errors", hasKey("name"))
                .body("results[3].errors", hasKey("mtu"))
                .body("results[6].errors", hasKey("networks"));

        assertEquals(
                List.of("good", "last", "site", "taken"),
                members().stream().map(Member::name).toList());
    }

    @Test
    void a_selection_is_switched_off_and_one_that_is_gone_is_told() {
        Member anna = peers.create(wg, "anna");
        Member berta = peers.create(wg, "berta");

        bulk(admin, Map.of("action", "disable", "ids", List.of(anna.id(), UUID.randomUUID(), berta.id())))
                .then()
                .statusCode(200)
                .body("results.status", contains(200, 404, 200))
                .body("results[0].id", equalTo(anna.id().toString()));

        assertEquals(0, members().stream().filter(Member::enabled).count());
    }

    @ParameterizedTest
    @ValueSource(strings = {"enable", "rotate-keys", "reset-totals", "forget-handshake", "delete"})
    void every_action_can_be_done_to_a_selection(String action) {
        Member anna = peers.create(wg, "anna");

        bulk(admin, Map.of("action", action, "ids", List.of(anna.id())))
                .then()
                .statusCode(200)
                .body("results.status", contains(200));
    }

    @Test
    void one_change_is_made_to_a_selection() {
        Member anna = peers.create(wg, "anna");
        Member berta = peers.create(wg, "berta");

        bulk(
                        admin,
                        Map.of(
                                "action",
                                "change",
                                "ids",
                                List.of(anna.id(), berta.id()),
                                "peer",
                                Map.of("tags", List.of("x"))))
                .then()
                .body("done", equalTo(2));

        assertEquals(
                2,
                members().stream().filter(member -> member.tags().contains("x")).count());
    }

    @Test
    void tags_come_and_go_for_a_selection_and_leave_the_others() {
        Member anna = peers.create(wg, "anna");
        Member berta = peers.create(wg, "berta");
        change(Map.of("action", "tag", "tags", List.of("Phones", "berlin"), "ids", List.of(anna.id(), berta.id())));
        change(Map.of("action", "untag", "tags", List.of("phones"), "ids", List.of(berta.id())));

        assertEquals(
                List.of(List.of("berlin", "phones"), List.of("berlin")),
                members().stream().map(Member::tags).toList());
        bulk(admin, Map.of("action", "tag", "tags", List.of("no/tag"), "ids", List.of(anna.id())))
                .then()
                .statusCode(422)
                .body("errors.field", hasItem("tags"));
    }

    @Test
    void an_expiry_moves_and_who_never_expires_is_told() {
        Member anna = peers.create(wg, "anna");
        Member berta = peers.create(wg, "berta");
        change(Map.of(
                "action", "change", "ids", List.of(anna.id()), "peer", Map.of("expiresAt", "2040-01-01T00:00:00Z")));

        bulk(admin, Map.of("action", "extend", "seconds", 86_400, "ids", List.of(anna.id(), berta.id())))
                .then()
                .statusCode(200)
                .body("results.status", contains(200, 422))
                .body("results[1].errors", hasKey("expiresAt"));

        assertEquals(Instant.parse("2040-01-02T00:00:00Z"), members().getFirst().expiresAt());
    }

    @Test
    void a_selection_is_copied_to_another_interface_with_names_and_addresses_of_its_own() {
        Member anna = peers.create(wg, "anna");
        Member berta = peers.create(wg, "berta");
        change(Map.of("action", "tag", "tags", List.of("phones"), "ids", List.of(anna.id())));
        WgInterface other = interfaces.create();

        bulk(
                        admin,
                        Map.of(
                                "action", "copy",
                                "interface", other.id(),
                                "ids", List.of(anna.id(), UUID.randomUUID(), berta.id())))
                .then()
                .statusCode(200)
                .body("results.status", contains(201, 404, 201));
        bulk(admin, Map.of("action", "copy", "ids", List.of(anna.id(), berta.id())))
                .then()
                .body("results.status", contains(422, 422));
        bulk(admin, Map.of("action", "copy", "suffix", " 2", "ids", List.of(anna.id())))
                .then()
                .body("results.name", contains("anna 2"));

        List<Member> copies = members(other);
        assertEquals(List.of("anna", "berta"), copies.stream().map(Member::name).toList());
        assertEquals(List.of("phones"), copies.getFirst().tags());
        assertNotEquals(anna.publicKey(), copies.getFirst().publicKey());
        assertEquals(
                List.of("anna", "anna 2", "berta"),
                members().stream().map(Member::name).toList());
    }

    @Test
    void of_many_that_are_written_together_one_that_contradicts_another_is_refused_alone() {
        List<UUID> ids = IntStream.range(0, 9)
                .mapToObj(i -> peers.create(wg, "peer " + i).id())
                .toList();

        List<Integer> statuses = bulk(
                        admin, Map.of("action", "change", "ids", ids, "peer", Map.of("name", "the only one")))
                .then()
                .statusCode(200)
                .extract()
                .path("results.status");

        assertEquals(1, statuses.stream().filter(status -> status == 200).count());
        assertEquals(8, statuses.stream().filter(status -> status == 422).count());
        assertEquals(
                1,
                members().stream()
                        .filter(member -> member.name().equals("the only one"))
                        .count());
    }

    @Test
    void what_is_no_action_or_no_selection_is_refused() {
        bulk(admin, Map.of("action", "explode", "ids", List.of(UUID.randomUUID())))
                .then()
                .statusCode(422);
        bulk(admin, Map.of("action", "disable", "ids", List.of())).then().statusCode(422);
        bulk(admin, Map.of("action", "disable", "ids", List.of("hello"))).then().statusCode(422);
        bulk(admin, Map.of("action", "create", "peers", List.of())).then().statusCode(422);
        bulk(admin, Map.of("ids", List.of())).then().statusCode(422);
    }

    @Test
    void a_csv_file_is_tried_first_and_then_made() {
        String file =
                "name;tags;ipv4;notes\nphone;phones, mobile;;\"says \"\"hello\"\"\nand more\"\nlaptop;;;\nphone;;;\n;;;x\n";

        csv(admin, file, true)
                .then()
                .statusCode(200)
                .body("done", equalTo(2))
                .body("results.line", contains(2, 4, 5, 6))
                .body("results.status", contains(200, 200, 422, 422));
        assertEquals(0, members().size());

        csv(admin, file, false).then().statusCode(200).body("done", equalTo(2));
        Member phone = members().getLast();
        assertEquals("says \"hello\"\nand more", phone.notes());
        assertEquals(List.of("mobile", "phones"), phone.tags());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ipv4\n10.0.0.1\n", "name,colour\nx,red\n", "name,ipv4\nx\n", "name\n\"x\n"})
    void what_is_no_file_of_peers_is_refused_with_a_sentence(String file) {
        csv(admin, file, true)
                .then()
                .statusCode(422)
                .body("errors.field", hasItem("csv"))
                .body("detail", containsString(" "));
    }

    @Test
    void only_operators_and_administrators_change_many() {
        for (User nobody : List.of(accounts.user(Role.USER), accounts.user(Role.AUDITOR))) {
            bulk(nobody, Map.of("action", "disable", "ids", List.of(UUID.randomUUID())))
                    .then()
                    .statusCode(403);
            csv(nobody, "name\nx\n", true).then().statusCode(403);
        }
        RestAssured.given()
                .contentType(ContentType.JSON)
                .body("{}")
                .post(BULK)
                .then()
                .statusCode(401);
        RestAssured.given()
                .contentType("text/csv")
                .body("name\nx\n")
                .post(IMPORT)
                .then()
                .statusCode(401);
        PeersApiTest.as(admin).get(IMPORT).then().statusCode(404);
    }

    private void change(Map<String, ?> body) {
        bulk(admin, body).then().statusCode(200).body("refused", equalTo(0));
    }

    private List<Member> members() {
        return members(wg);
    }

    private List<Member> members(WgInterface of) {
        return roster.byName().stream()
                .filter(member -> member.interfaceId().equals(of.id()))
                .toList();
    }

    private static Response bulk(User by, Map<String, ?> body) {
        return as(by).contentType(ContentType.JSON).body(body).post(BULK);
    }

    private Response csv(User by, String file, boolean dryRun) {
        return as(by).contentType("text/csv")
                .queryParam("dryRun", dryRun)
                .queryParam("interface", wg.id())
                .body(file)
                .post(IMPORT);
    }

    private static RequestSpecification as(User user) {
        return PeersApiTest.as(user);
    }
}
