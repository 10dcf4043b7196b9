package dev.warren.web;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.warren.accounts.Role;
import dev.warren.accounts.TestAccounts;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.DecoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class AssetFilesTest {

    @Inject
    TestAccounts accounts;

    @Inject
    Assets assets;

    @BeforeEach
    void setUpIsOver() {
        accounts.user(Role.ADMIN);
    }

    @ParameterizedTest
    @CsvSource({
        "src/styles/main.css, text/css;charset=UTF-8",
        "src/main.ts, text/javascript;charset=UTF-8",
        "src/favicon.svg, image/svg+xml"
    })
    void a_browser_gets_a_file_compressed_and_keeps_it_for_good(String source, String type) throws IOException {
        var answer = raw("gzip, deflate, br").get(assets.url(source));
        answer.then()
                .statusCode(200)
                .contentType(equalTo(type))
                .header("Content-Encoding", "gzip")
                .header("Cache-Control", containsString("immutable"))
                .header("Vary", containsString("Accept-Encoding"));
        var plain = new GZIPInputStream(new ByteArrayInputStream(answer.asByteArray())).readAllBytes();
        assertEquals(assets.text(source), new String(plain, StandardCharsets.UTF_8));
    }

    @Test
    void whoever_knows_no_compression_gets_the_file_as_it_is() {
        var answer = raw("identity").get(assets.url("src/styles/main.css"));
        answer.then().statusCode(200).header("Content-Encoding", nullValue());
        assertEquals(assets.text("src/styles/main.css"), new String(answer.asByteArray(), StandardCharsets.UTF_8));
    }

    @Test
    void a_file_is_the_same_for_a_session_that_has_ended() {
        given().cookie("warren_session", "ended")
                .get(assets.url("src/main.ts"))
                .then()
                .statusCode(200);
    }

    @Test
    void a_name_that_the_build_does_not_have_is_nothing() {
        given().get("/assets/main-00000000.css").then().statusCode(404);
    }

    private static RequestSpecification raw(String encodings) {
        return given().config(RestAssuredConfig.config()
                        .decoderConfig(DecoderConfig.decoderConfig().noContentDecoders()))
                .header("Accept-Encoding", encodings);
    }
}
