package dev.warren.peers;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.accounts.Role;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Peers from a CSV file, and back into one.
@QuarkusTest
class PeerImportPagesTest extends PeerPagesCase {

    @Test
    void a_csv_file_of_hundreds_of_lines_comes_back_from_its_preview_and_is_made() {
        String csv = IntStream.range(0, 60)
                .mapToObj(i -> name + "-" + i + "," + "n".repeat(2_000) + "\n")
                .collect(Collectors.joining("", "name,notes\n", ""));
        as(Role.OPERATOR)
                .multiPart("file", "peers.csv", csv.getBytes(StandardCharsets.UTF_8))
                .multiPart("interface", wg.id().toString())
                .post("/peers/import")
                .then()
                .statusCode(200)
                .body(containsString("60 peers can be made"));
        as(Role.OPERATOR)
                .accept("application/json")
                .multiPart("csv", csv)
                .multiPart("interface", wg.id().toString())
                .multiPart("from", "0")
                .post("/peers/import/part")
                .then()
                .statusCode(200)
                .body("done", equalTo(60));
    }

    @Test
    void a_csv_file_is_looked_at_line_by_line_before_it_makes_anything() {
        String csv = "name,tags\n" + name + "-x,phones\n" + name + ",\n";
        as(Role.OPERATOR)
                .multiPart("csv", csv)
                .multiPart("interface", wg.id().toString())
                .post("/peers/import")
                .then()
                .statusCode(200)
                .body(containsString("1 peer can be made"))
                .body(containsString("is called " + name));
        assertTrue(roster.byName().stream().noneMatch(member -> member.name().equals(name + "-x")));

        as(Role.OPERATOR)
                .accept("application/json")
                .multiPart("csv", csv)
                .multiPart("interface", wg.id().toString())
                .multiPart("from", "0")
                .post("/peers/import/part")
                .then()
                .statusCode(200)
                .body("done", equalTo(1))
                .body("next", equalTo(2))
                .body("refused[0].number", equalTo(3));
        as(Role.OPERATOR).multiPart("csv", "").post("/peers/import").then().statusCode(422);

        as(Role.AUDITOR)
                .get("/peers/export?q=" + name + "-x")
                .then()
                .statusCode(200)
                .contentType("text/csv")
                .body(startsWith("name,notes,tags,"))
                .body(containsString("phones"))
                .body(not(containsString("PrivateKey")));
    }
}
