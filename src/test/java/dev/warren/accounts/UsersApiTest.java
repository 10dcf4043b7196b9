package dev.warren.accounts;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class UsersApiTest {

    private static final String USERS = "/api/v1/users";

    private static int count;

    @Inject
    TestAccounts accounts;

    private User admin;
    private String session;
    private String name;

    @BeforeEach
    void somebody() {
        admin = accounts.user(Role.ADMIN);
        session = accounts.session(admin);
        name = "berta" + ++count + "th";
    }

    @Test
    void a_user_is_made_and_can_sign_in() {
        var made = create(Map.of("name", name, "password", "correct horse", "role", "operator", "peerLimit", 3));
        made.then()
                .statusCode(201)
                .header("ETag", "\"0\"")
                .body("name", equalTo(name))
                .body("role", equalTo("operator"))
                .body("enabled", equalTo(true))
                .body("secondFactor", equalTo(false))
                .body("peerLimit", equalTo(3))
                .body("$", not(hasItem("password")));
        as().get(made.header("Location")).then().statusCode(200).body("id", equalTo(made.path("id")));
        given().header("X-Forwarded-For", "100.68.0.1")
                .auth()
                .preemptive()
                .basic(name, "correct horse")
                .get("/api/v1/account")
                .then()
                .statusCode(200)
                .body("name", equalTo(name));
    }

    @Test
    void everything_that_is_wrong_is_named_at_once_and_nothing_is_stored() {
        create(Map.of("name", "a b", "password", "correct horse", "role", "king", "peerLimit", -1))
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("errors.field", containsInAnyOrder("name", "role", "peerLimit"));
        create(Map.of("name", name, "password", "short"))
                .then()
                .statusCode(422)
                .body("errors.field", hasItem("password"));
        create(Map.of("name", name)).then().statusCode(422).body("errors.field", hasItem("password"));
        create(Map.of("name", name, "password", "correct horse", "nmae", "x"))
                .then()
                .statusCode(422)
                .body("errors.field", hasItem("nmae"))
                .body("errors[0].detail", containsString("peerLimit"));
        as().queryParam("q", name).get(USERS).then().body("items.size()", equalTo(0));
    }

    @Test
    void a_name_that_somebody_has_is_refused_in_whatever_case() {
        create(Map.of("name", name, "password", "correct horse")).then().statusCode(201);
        create(Map.of("name", name.toUpperCase(), "password", "correct horse"))
                .then()
                .statusCode(422)
                .body("errors.field", hasItem("name"));
        change(admin.id(), Map.of("name", name)).then().statusCode(422).body("errors.field", hasItem("name"));
    }

    @Test
    void a_body_that_is_no_json_object_is_refused() {
        for (var body : List.of("", "{", "[]", "5", "nonsense")) {
            as().contentType("application/json")
                    .body(body)
                    .post(USERS)
                    .then()
                    .statusCode(400)
                    .contentType("application/problem+json");
        }
        as().contentType("text/plain")
                .body("{}")
                .post(USERS)
                .then()
                .statusCode(415)
                .contentType("application/problem+json");
        as().put(USERS).then().statusCode(405).contentType("application/problem+json");
        as().get(USERS + "/nonsense").then().statusCode(404).contentType("application/problem+json");
        as().get(USERS + "/" + UUID.randomUUID())
                .then()
                .statusCode(404)
                .body("detail", equalTo("There is no such user."));
    }

    @Test
    void a_change_changes_what_it_names_and_nothing_else() {
        var user = accounts.user(Role.USER);
        change(user.id(), Map.of("peerLimit", 7))
                .then()
                .statusCode(200)
                .body("peerLimit", equalTo(7))
                .body("name", equalTo(user.name()))
                .body("role", equalTo("user"));
        as().contentType("application/json")
                .body("{\"peerLimit\": null, \"role\": \"auditor\"}")
                .patch(USERS + "/" + user.id())
                .then()
                .statusCode(200)
                .body("peerLimit", nullValue())
                .body("role", equalTo("auditor"));
    }

    @Test
    void who_has_seen_another_version_changes_and_deletes_nothing() {
        var user = accounts.user(Role.USER);
        var tag = as().get(USERS + "/" + user.id()).header("ETag");
        as().header("If-None-Match", tag)
                .get(USERS + "/" + user.id())
                .then()
                .statusCode(304)
                .body(equalTo(""));
        as().header("If-Match", tag)
                .contentType("application/json")
                .body(Map.of("peerLimit", 1))
                .patch(USERS + "/" + user.id())
                .then()
                .statusCode(200)
                .header("ETag", not(equalTo(tag)));
        as().header("If-Match", tag)
                .contentType("application/json")
                .body(Map.of("peerLimit", 2))
                .patch(USERS + "/" + user.id())
                .then()
                .statusCode(412);
        as().header("If-Match", tag).delete(USERS + "/" + user.id()).then().statusCode(412);
        as().get(USERS + "/" + user.id()).then().body("peerLimit", equalTo(1));
    }

    @Test
    void whoever_is_disabled_or_deleted_is_out_at_once() {
        var disabled = accounts.user(Role.USER);
        var deleted = accounts.user(Role.USER);
        var sessions = List.of(accounts.session(disabled), accounts.session(deleted));
        change(disabled.id(), Map.of("enabled", false)).then().statusCode(200);
        as().delete(USERS + "/" + deleted.id()).then().statusCode(204);
        for (var ended : sessions) {
            given().cookie(SessionCookie.NAME, ended)
                    .get("/api/v1/account")
                    .then()
                    .statusCode(401);
        }
        as().get(USERS + "/" + deleted.id()).then().statusCode(404);
        as().delete(USERS + "/" + deleted.id()).then().statusCode(404);
    }

    @Test
    void a_list_is_searched_filtered_sorted_and_turned_page_by_page() {
        for (var i = 0; i < 5; i++) {
            create(Map.of("name", name + "x" + i, "password", "correct horse", "enabled", i != 3));
        }
        assertEquals(names("x0", "x1", "x2", "x3", "x4"), all("name", 2));
        assertEquals(names("x4", "x3", "x2", "x1", "x0"), all("-name", 2));
        assertEquals(names("x0", "x1", "x2", "x3", "x4"), all("createdAt", 3));
        assertEquals(names("x4", "x3", "x2", "x1", "x0"), all("-createdAt", 1));
        as().queryParam("q", name + "X")
                .queryParam("enabled", "false")
                .get(USERS)
                .then()
                .body("items.size()", equalTo(1));
        as().queryParam("q", name).queryParam("role", "admin").get(USERS).then().body("items.size()", equalTo(0));
        for (var bad : List.of("limit=0", "limit=x", "sort=password", "after=x", "role=king", "enabled=perhaps")) {
            as().get(USERS + "?" + bad).then().statusCode(422).body("errors[0].field", equalTo(bad.split("=")[0]));
        }
    }

    @Test
    void a_repeated_creation_is_answered_as_the_first_was_and_makes_nothing_twice() {
        var body = Map.of("name", name, "password", "correct horse");
        var first = repeatable("key-" + name, body);
        var second = repeatable("key-" + name, body);
        first.then().statusCode(201);
        second.then()
                .statusCode(201)
                .header("Location", first.header("Location"))
                .header("ETag", first.header("ETag"))
                .contentType("application/json");
        assertEquals(first.asString(), second.asString());
        repeatable("key-" + name, Map.of("name", name + "2", "password", "correct horse"))
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo("Idempotency-Key"));
        repeatable("other-" + name, body).then().statusCode(422).body("errors[0].field", equalTo("name"));
        repeatable("x".repeat(65), body).then().statusCode(422);
    }

    @Test
    void a_refused_creation_may_be_repeated_under_its_key() {
        repeatable("again-" + name, Map.of("name", name, "password", "short"))
                .then()
                .statusCode(422);
        repeatable("again-" + name, Map.of("name", name, "password", "correct horse"))
                .then()
                .statusCode(201);
    }

    @Test
    void of_creations_with_one_key_at_the_same_moment_one_makes_something() throws Exception {
        var body = Map.of("name", name, "password", "correct horse");
        var answers =
                atOnce(IntStream.range(0, 6).<Callable<Response>>mapToObj(_ -> () -> repeatable("race-" + name, body)));
        for (var answer : answers) {
            assertEquals(201, answer.statusCode(), answer::asString);
        }
        assertEquals(1, new HashSet<>(answers.stream().map(Response::asString).toList()).size());
    }

    @Test
    void somebody_elses_key_is_not_mine() {
        var body = Map.of("name", name, "password", "correct horse");
        repeatable("shared", body).then().statusCode(201);
        session = accounts.session(Role.ADMIN);
        repeatable("shared", Map.of("name", name + "2", "password", "correct horse"))
                .then()
                .statusCode(201);
    }

    @Test
    void the_last_administrator_stays_one() {
        onlyAdmin();
        for (var change : List.of(Map.of("role", "operator"), Map.<String, Object>of("enabled", false))) {
            change(admin.id(), change).then().statusCode(409).body("detail", containsString("last administrator"));
        }
        as().delete(USERS + "/" + admin.id()).then().statusCode(409);
        change(admin.id(), Map.of("peerLimit", 4)).then().statusCode(200);
    }

    @Test
    void two_administrators_who_remove_each_other_at_once_leave_one() throws Exception {
        for (var round = 0; round < 5; round++) {
            onlyAdmin();
            var other = accounts.user(Role.ADMIN);
            var othersSession = accounts.session(other);
            var answers = atOnce(Stream.<Callable<Response>>of(
                    () -> as().delete(USERS + "/" + other.id()),
                    () -> given().cookie(SessionCookie.NAME, othersSession)
                            .contentType("application/json")
                            .body(Map.of("role", "user"))
                            .patch(USERS + "/" + admin.id())));
            assertEquals(
                    1,
                    admins(),
                    () -> answers.stream().map(Response::asString).toList().toString());
            somebody();
        }
    }

    @Test
    void a_new_password_by_an_administrator_ends_all_sessions() {
        var user = accounts.user(Role.USER);
        var theirs = accounts.session(user);
        as().contentType("application/json")
                .body(Map.of("password", "short"))
                .put(USERS + "/" + user.id() + "/password")
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo("password"));
        as().contentType("application/json")
                .body(Map.of("password", "a quite new one"))
                .put(USERS + "/" + user.id() + "/password")
                .then()
                .statusCode(204);
        given().cookie(SessionCookie.NAME, theirs).get("/api/v1/account").then().statusCode(401);
        given().header("X-Forwarded-For", "100.68.0.1")
                .auth()
                .preemptive()
                .basic(user.name(), "a quite new one")
                .get("/api/v1/account")
                .then()
                .statusCode(200);
    }

    @Test
    void an_administrator_sees_and_ends_the_sessions_of_others() {
        var user = accounts.user(Role.USER);
        var sessions = List.of(accounts.session(user), accounts.session(user), accounts.session(user));
        var path = USERS + "/" + user.id() + "/sessions";
        var listed = as().get(path);
        listed.then().statusCode(200).body("items.size()", equalTo(3)).body("items[0].device", notNullValue());
        String id = listed.path("items[0].id");
        as().delete(USERS + "/" + admin.id() + "/sessions/" + id).then().statusCode(404);
        as().delete(path + "/" + id).then().statusCode(204);
        as().get(path).then().body("items.size()", equalTo(2));
        as().delete(path).then().statusCode(204);
        for (var ended : sessions) {
            given().cookie(SessionCookie.NAME, ended)
                    .get("/api/v1/account")
                    .then()
                    .statusCode(401);
        }
    }

    @Test
    void an_auditor_reads_and_changes_nothing() {
        session = accounts.session(Role.AUDITOR);
        as().get(USERS).then().statusCode(200);
        create(Map.of("name", name, "password", "correct horse")).then().statusCode(403);
        as().delete(USERS + "/" + admin.id()).then().statusCode(403);
    }

    private void onlyAdmin() {
        QuarkusTransaction.requiringNew()
                .run(() -> User.update("enabled = false where role = ?1 and id <> ?2", Role.ADMIN, admin.id()));
    }

    private static long admins() {
        return QuarkusTransaction.requiringNew().call(() -> User.count("role = ?1 and enabled", Role.ADMIN));
    }

    private static <T> List<T> atOnce(Stream<Callable<T>> calls) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<T>();
            for (var running : threads.invokeAll(calls.toList())) {
                answers.add(running.get());
            }
            return answers;
        }
    }

    private List<String> names(String... ends) {
        return List.of(ends).stream().map(end -> name + end).toList();
    }

    private List<String> all(String sort, int limit) {
        var found = new ArrayList<String>();
        String after = null;
        do {
            var request = as().queryParam("q", name).queryParam("sort", sort).queryParam("limit", limit);
            var page = (after == null ? request : request.queryParam("after", after)).get(USERS);
            page.then().statusCode(200);
            found.addAll(page.path("items.name"));
            after = page.path("next");
        } while (after != null);
        return found;
    }

    private Response repeatable(String key, Map<String, ?> body) {
        return as().header("Idempotency-Key", key)
                .contentType("application/json")
                .body(body)
                .post(USERS);
    }

    private Response create(Map<String, ?> body) {
        return as().contentType("application/json").body(body).post(USERS);
    }

    private Response change(UUID id, Map<String, ?> body) {
        return as().contentType("application/json").body(body).patch(USERS + "/" + id);
    }

    private RequestSpecification as() {
        return given().cookie(SessionCookie.NAME, session);
    }
}
