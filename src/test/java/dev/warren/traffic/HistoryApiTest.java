package dev.warren.traffic;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import dev.warren.accounts.Role;
import dev.warren.accounts.TestAccounts;
import dev.warren.interfaces.TestInterfaces;
import dev.warren.peers.Member;
import dev.warren.peers.TestPeers;
import dev.warren.traffic.TrafficTable.Moved;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class HistoryApiTest {

    /// A time that no other test writes at.
    private static final Instant THEN = Instant.parse("2032-03-01T10:00:00Z");

    @Inject
    TestAccounts accounts;

    @Inject
    TestInterfaces interfaces;

    @Inject
    TestPeers peers;

    @Inject
    TrafficTable table;

    private Member anna;

    @BeforeEach
    void aPeerThatMovesSomething() throws SQLException {
        anna = peers.create(interfaces.create(), "anna");
        table.write(THEN, List.of(new Moved(anna.number(), 100, 10)));
        table.write(THEN.plus(Duration.ofMinutes(5)), List.of(new Moved(anna.number(), 200, 20)));
    }

    @Test
    void the_history_of_a_peer_comes_by_the_minute() {
        as(Role.AUDITOR)
                .get(history(anna.id()) + "?step=minute&from=2032-03-01T10:00:00Z&to=2032-03-01T10:10:00Z")
                .then()
                .statusCode(200)
                .body("step", equalTo("minute"))
                .body("from", equalTo("2032-03-01T10:00:00Z"))
                .body("points", hasSize(2))
                .body("points[1].at", equalTo("2032-03-01T10:05:00Z"))
                .body("points[1].receiveBytes", equalTo(200))
                .body("points[1].transmitBytes", equalTo(20));
    }

    @Test
    void an_offset_from_utc_is_understood_and_hours_and_days_are_summed_up() {
        as(Role.ADMIN)
                .queryParam("step", "hour")
                .queryParam("from", "2032-03-01T11:00:00+01:00")
                .queryParam("to", "2032-03-01T12:00:00+01:00")
                .get(history(anna.id()))
                .then()
                .body("points", hasSize(1))
                .body("points[0].receiveBytes", equalTo(300));
        as(Role.ADMIN)
                .get(history(anna.id()) + "?step=day&from=2032-03-01T00:00:00Z&to=2032-03-02T00:00:00Z")
                .then()
                .body("points", hasSize(1))
                .body("points[0].at", equalTo("2032-03-01T00:00:00Z"))
                .body("points[0].transmitBytes", equalTo(30));
    }

    @Test
    void everybody_together_has_a_history_too() {
        as(Role.OPERATOR)
                .get("/api/v1/history?step=minute&from=2032-03-01T10:00:00Z&to=2032-03-01T10:01:00Z")
                .then()
                .statusCode(200)
                .body("points", hasSize(1))
                .body("points[0].receiveBytes", greaterThanOrEqualTo(100));
    }

    @Test
    void without_parameters_it_is_the_last_two_days_by_the_hour() {
        as(Role.ADMIN).get(history(anna.id())).then().statusCode(200).body("step", equalTo("hour"));
        as(Role.ADMIN).get("/api/v1/history").then().statusCode(200).body("step", equalTo("hour"));
    }

    @ParameterizedTest
    @CsvSource({
        "step=second, step",
        "from=yesterday, from",
        "to=tomorrow, to",
        "from=2032-03-02T00:00:00Z&to=2032-03-01T00:00:00Z, from",
        "step=minute&from=2031-03-01T00:00:00Z&to=2032-03-01T00:00:00Z, from",
    })
    void what_can_not_be_is_refused_with_its_field(String query, String field) {
        for (String path : List.of(history(anna.id()), "/api/v1/history")) {
            as(Role.ADMIN).get(path + "?" + query).then().statusCode(422).body("errors[0].field", equalTo(field));
        }
    }

    @Test
    void histories_are_for_those_who_see_all_peers() {
        for (String path : List.of(history(anna.id()), "/api/v1/history")) {
            given().get(path).then().statusCode(401);
            as(Role.USER).get(path).then().statusCode(anyOf(is(403), is(404)));
            as(Role.ADMIN).delete(path).then().statusCode(anyOf(is(404), is(405)));
        }
        as(Role.ADMIN).get(history(UUID.randomUUID())).then().statusCode(404);
    }

    private static String history(UUID id) {
        return "/api/v1/peers/" + id + "/history";
    }

    private RequestSpecification as(Role role) {
        return given().cookie("warren_session", accounts.session(role));
    }
}
