package dev.warren.delivery;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.delivery.SmtpConfig.Security;
import dev.warren.web.Rejection;
import io.restassured.path.json.JsonPath;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.MailMessage;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SmtpTest {

    private static Vertx vertx;

    @BeforeAll
    static void begin() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void end() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    record Settings(
            Optional<String> host,
            OptionalInt port,
            Security security,
            Optional<String> username,
            Optional<String> password,
            Optional<String> from,
            Optional<Path> authority,
            Duration timeout)
            implements SmtpConfig {

        static Settings of(int port, Security security) {
            return new Settings(
                    Optional.of("localhost"),
                    OptionalInt.of(port),
                    security,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of("Warren <vpn@example.org>"),
                    Optional.empty(),
                    Duration.ofSeconds(10));
        }

        static Settings of(MailServer server, Security security, String user, String password) {
            Settings plain = of(server.port(), security);
            return new Settings(
                    plain.host,
                    plain.port,
                    security,
                    Optional.ofNullable(user),
                    Optional.ofNullable(password),
                    plain.from,
                    Optional.of(server.certificate()),
                    plain.timeout);
        }

        Settings within(Duration limit) {
            return new Settings(host, port, security, username, password, from, authority, limit);
        }

        Settings trustingTheSystemAlone() {
            return new Settings(host, port, security, username, password, from, Optional.empty(), timeout);
        }
    }

    @ParameterizedTest
    @EnumSource(Security.class)
    void a_mail_is_handed_over_as_safely_as_it_was_asked_for(Security security) throws Exception {
        try (var server = MailServer.start(security, security != Security.NONE)) {
            boolean signsIn = security != Security.NONE;
            var settings = Settings.of(
                    server, security, signsIn ? MailServer.USER : null, signsIn ? MailServer.PASSWORD : null);

            send(settings, "anna@example.org");

            JsonPath mail = server.mail();
            assertEquals("vpn@example.org", mail.getString("from"));
            assertEquals(List.of("anna@example.org"), mail.getList("to"));
            assertEquals("Grüße", mail.getString("subject"));
            assertEquals("Hello.\n", mail.getString("text").replace("\r", ""));
            assertEquals(signsIn, mail.getBoolean("encrypted"));
            assertEquals(signsIn, mail.getBoolean("signedIn"));
        }
    }

    @Test
    void without_encryption_nothing_is_said_to_a_server_that_should_have_it() throws Exception {
        try (var server = MailServer.start(Security.NONE, false)) {
            Rejection refusal = refusal(Settings.of(server, Security.STARTTLS, null, null));

            assertEquals(502, refusal.status());
            assertThat(refusal.sentence(), containsString("STARTTLS"));
            assertFalse(server.hasMail());
        }
    }

    @Test
    void a_certificate_of_an_unknown_authority_is_not_trusted() throws Exception {
        try (var server = MailServer.start(Security.STARTTLS, true)) {
            Rejection refusal = refusal(Settings.of(server, Security.STARTTLS, MailServer.USER, MailServer.PASSWORD)
                    .trustingTheSystemAlone());

            assertEquals(502, refusal.status());
            assertThat(refusal.sentence(), containsString("could not be made safe"));
            assertFalse(server.hasMail());
        }
    }

    @Test
    void a_wrong_password_names_the_settings_and_not_itself() throws Exception {
        try (var server = MailServer.start(Security.STARTTLS, true)) {
            Rejection refusal = refusal(Settings.of(server, Security.STARTTLS, MailServer.USER, "guess"));

            assertEquals(502, refusal.status());
            assertThat(refusal.sentence(), containsString("user name and password"));
            assertFalse(refusal.sentence().contains("guess"));
        }
    }

    @Test
    void a_refused_recipient_is_a_matter_of_the_field() throws Exception {
        try (var server = MailServer.start(Security.STARTTLS, true)) {
            var settings = Settings.of(server, Security.STARTTLS, MailServer.USER, MailServer.PASSWORD);

            Rejection refusal = assertThrows(Rejection.class, () -> send(settings, "nobody@example.org"));

            assertEquals(422, refusal.status());
            assertThat(refusal.errors().of("to"), containsString("nobody lives here"));
        }
    }

    @Test
    void a_server_that_is_not_there_is_named() throws Exception {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Rejection refusal = refusal(Settings.of(port, Security.STARTTLS));

        assertEquals(502, refusal.status());
        assertThat(refusal.sentence(), containsString("localhost can't be reached"));
    }

    @Test
    void a_server_that_says_nothing_is_not_waited_for_long() throws Exception {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var settings = Settings.of(silent.getLocalPort(), Security.NONE).within(Duration.ofSeconds(1));

            Rejection refusal = assertTimeout(Duration.ofSeconds(8), () -> refusal(settings));

            assertEquals(502, refusal.status());
            assertThat(refusal.sentence(), containsString("did not answer within 1 seconds"));
        }
    }

    @Test
    void without_a_server_it_says_which_variables_to_set() {
        var none = new Settings(
                Optional.empty(),
                OptionalInt.empty(),
                Security.STARTTLS,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Duration.ofSeconds(1));

        Rejection refusal = refusal(none);

        assertEquals(409, refusal.status());
        assertTrue(refusal.sentence().contains("under Settings"));
    }

    private static Rejection refusal(SmtpConfig settings) {
        return assertThrows(Rejection.class, () -> send(settings, "anna@example.org"));
    }

    private static void send(SmtpConfig settings, String to) {
        new Smtp(settings, vertx)
                .send(new MailMessage().setTo(to).setSubject("Grüße").setText("Hello.\n"));
    }
}
