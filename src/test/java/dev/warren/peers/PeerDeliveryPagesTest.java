package dev.warren.peers;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.warren.accounts.Role;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;

/// How the configuration of a peer gets to its client.
@QuarkusTest
class PeerDeliveryPagesTest extends PeerPagesCase {

    @Test
    void the_configuration_is_downloaded_under_a_safe_name() {
        Member evil = peers.create(wg, "a\"; b/../c");

        as(Role.ADMIN)
                .get("/peers/" + evil.id() + "/config")
                .then()
                .statusCode(200)
                .header("Content-Disposition", equalTo("attachment; filename=\"a-b-..-c.conf\""))
                .header("Cache-Control", containsString("no-store"))
                .body(startsWith("[Interface]\nPrivateKey = "));
    }

    @Test
    void the_qr_code_comes_as_drawing_and_as_bitmap() {
        as(Role.ADMIN)
                .get("/peers/" + anna.id() + "/qr.svg")
                .then()
                .statusCode(200)
                .contentType("image/svg+xml")
                .body(containsString(name));
        as(Role.ADMIN)
                .get("/peers/" + anna.id() + "/qr.png")
                .then()
                .statusCode(200)
                .contentType("image/png");
    }

    @Test
    void every_format_is_shown() {
        for (String format : List.of("conf", "mikrotik", "networkmanager", "networkd", "openwrt", "nixos")) {
            as(Role.OPERATOR)
                    .get("/peers/" + anna.id() + "/delivery?format=" + format)
                    .then()
                    .statusCode(200)
                    .body(containsString("aria-current=\"true\""));
        }
        as(Role.OPERATOR)
                .get("/peers/" + anna.id() + "/delivery?format=fax")
                .then()
                .statusCode(422);
    }

    @Test
    void a_link_is_shown_once_and_taken_back() {
        String page = as(Role.OPERATOR)
                .formParam("expiresIn", "3600")
                .formParam("uses", "2")
                .post("/peers/" + anna.id() + "/links")
                .then()
                .statusCode(200)
                .header("Cache-Control", containsString("no-store"))
                .body(containsString("/links/"))
                .extract()
                .asString();
        String list = as(Role.OPERATOR).get("/peers/" + anna.id() + "/delivery").asString();
        String token = page.replaceFirst("(?s).*/links/([A-Za-z0-9_-]{20,})<.*", "$1");
        assertFalse(list.contains(token));
        String link = list.replaceFirst("(?s).*/links/([0-9a-f-]{36})/revocation.*", "$1");
        as(Role.OPERATOR)
                .post("/peers/" + anna.id() + "/links/" + link + "/revocation")
                .then()
                .statusCode(303);
        as(Role.OPERATOR)
                .formParam("uses", "0")
                .post("/peers/" + anna.id() + "/links")
                .then()
                .statusCode(422);
    }
}
