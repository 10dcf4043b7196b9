package dev.warren.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.RequestOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// The pages of people and of the server, in a real browser: an administrator brings somebody in, protects their own
/// account, and looks after the server; then that somebody, an operator and an auditor look around.
@ExtendWith(InNamespace.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class PeoplePagesIT {

    private static final String PASSWORD = "correct horse battery";

    private RunningWarren warren;
    private Browser browser;
    private Page page;
    private String secret;
    private int codes;

    @BeforeAll
    void start(@TempDir Path data) throws IOException {
        // As root, the embedded PostgreSQL runs as somebody else, who has to get in.
        assertTrue(data.toFile().setExecutable(true, false));
        warren = RunningWarren.start(
                Path.of("target/people"),
                Map.of(
                        "WARREN_DATA",
                        data.resolve("data").toString(),
                        "WARREN_INTERFACES_ENGINE",
                        "false",
                        "INIT_ENABLED",
                        "true",
                        "INIT_USERNAME",
                        "admin",
                        "INIT_PASSWORD",
                        PASSWORD,
                        "INIT_HOST",
                        "vpn.example.org"));
        browser = Browser.open(warren.url());
        page = browser.page();
    }

    @AfterAll
    void stop() {
        if (browser != null) {
            browser.close();
        }
        if (warren != null) {
            warren.close();
        }
    }

    @Test
    @Order(1)
    void the_dashboard_offers_the_one_thing_to_do_first() throws IOException {
        page.navigate("/");
        signIn("admin");
        assertThat(heading()).hasText("Dashboard");
        assertThat(page.getByLabel("Name of the new peer")).isVisible();
        browser.look("people-01-dashboard-empty");
    }

    @Test
    @Order(2)
    void a_new_user_is_refused_with_sentences_and_then_made() throws IOException {
        page.navigate("/users");
        browser.look("people-02-users-alone");
        link("New user").click();
        page.getByLabel("Name", exactly()).fill("two words");
        page.getByLabel("E-mail").fill("nobody");
        page.getByLabel("Password", exactly()).fill("short");
        press("Create user");
        assertThat(page.getByLabel("Name", exactly())).hasAttribute("aria-invalid", "true");
        assertThat(page.getByLabel("E-mail")).hasValue("nobody");
        assertEquals(1, browser.complaints().size(), "only the status 422 itself");
        browser.look("people-03-new-user-errors");
        page.getByLabel("Name", exactly()).fill("anna");
        page.getByLabel("E-mail").fill("anna@example.org");
        page.getByLabel("Password", exactly()).fill(PASSWORD);
        press("Create user");
        assertThat(heading()).hasText("anna");
        browser.look("people-04-user");
    }

    @Test
    @Order(3)
    void the_list_is_searched_while_one_types_and_sorted_by_a_click() throws IOException {
        user("oskar", "operator");
        user("audrey", "auditor");
        page.navigate("/users");
        assertThat(page.locator("tbody tr")).hasCount(4);
        browser.look("people-05-users");
        page.keyboard().press("/");
        page.keyboard().type("osk");
        assertThat(page.locator("tbody tr")).hasCount(1);
        page.getByLabel("Find a user").fill("nobody of that name");
        assertThat(page.locator("#list")).containsText("No user matches");
        browser.look("people-06-no-user");
        page.navigate("/users");
        link("Last sign-in").click();
        assertThat(page.locator("th[aria-sort=ascending]")).hasText("Last sign-in");
    }

    @Test
    @Order(4)
    void the_last_administrator_is_told_so_where_it_was_tried() throws IOException {
        page.navigate("/users");
        link("admin").click();
        page.getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName("Operator"))
                .check();
        press("Save");
        assertThat(page.locator("#role-error")).containsText("last administrator");
        assertEquals(1, browser.complaints().size(), "only the status 409 itself");
        browser.look("people-07-last-administrator");
    }

    @Test
    @Order(5)
    void a_second_factor_is_set_up_with_a_code_from_an_app() throws IOException {
        page.navigate("/account");
        browser.look("people-08-account");
        page.locator("#second-factor").getByLabel("Your password").fill(PASSWORD);
        press("Set up");
        assertThat(page.getByAltText("QR code for an authenticator app")).isVisible();
        secret = page.locator(".copyable .code").textContent();
        page.getByLabel("Code").fill("000000");
        press("Turn on");
        assertThat(page.locator("#code-error")).isVisible();
        assertEquals(secret, page.locator(".copyable .code").textContent(), "the picture stays");
        assertEquals(1, browser.complaints().size(), "only the status 422 itself");
        browser.look("people-09-second-factor");
        page.getByLabel("Code").fill(code());
        press("Turn on");
        assertThat(heading()).hasText("Recovery codes");
        assertEquals(10, page.locator("pre").textContent().strip().split("\n").length);
        browser.look("people-10-recovery-codes");
        link("I have kept them").click();
        assertThat(page.locator("#second-factor")).containsText("10 recovery codes are left");
    }

    @Test
    @Order(6)
    void a_token_is_shown_once_and_works_until_it_is_revoked() throws IOException {
        page.navigate("/account");
        page.getByText("New token").click();
        page.getByLabel("Name", exactly()).fill("terraform");
        press("Make token");
        var token = page.locator("#token").textContent();
        browser.look("people-11-new-token");
        assertEquals(200, asProgram(token));
        link("Done").click();
        assertThat(page.locator("#tokens")).containsText("terraform");
        assertThat(page.locator("#tokens")).not().containsText(token);
        browser.look("people-12-account-with-tokens");
        press("Revoke terraform");
        page.getByRole(AriaRole.ALERTDIALOG)
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Revoke"))
                .click();
        assertThat(page.locator("#tokens")).containsText("No tokens yet");
        assertEquals(401, asProgram(token));
    }

    @Test
    @Order(7)
    void the_dashboard_shows_who_is_there_and_what_happened() throws IOException {
        for (var name : List.of("phone-anna", "laptop-ben", "site-lisbon")) {
            page.navigate("/peers");
            page.getByLabel("Name of the new peer").fill(name);
            page.keyboard().press("Enter");
            assertThat(heading()).hasText(name);
        }
        page.navigate("/");
        assertThat(page.locator("live-figures")).hasText("Live");
        assertThat(page.locator("[data-live=online]")).hasText("0");
        assertThat(page.locator("#now")).containsText("phone-anna");
        browser.look("people-13-dashboard");
        link("All events").click();
        assertThat(heading()).hasText("Events");
        browser.look("people-27-events");
        page.keyboard().press("/");
        page.keyboard().type("phone");
        assertThat(page.locator("tbody tr")).hasCount(1);
        page.getByLabel("What", exactly()).selectOption("deleted");
        assertThat(page.locator("#list")).containsText("Nothing matches");
        page.getByText("More filters").click();
        browser.look("people-28-no-event");
    }

    @Test
    @Order(8)
    void the_audit_log_is_filtered_without_losing_ones_place() throws IOException {
        page.navigate("/audit");
        assertThat(page.locator("tbody")).containsText("peer.created");
        browser.look("people-14-audit");
        page.getByLabel("Search").fill("anna@example.org");
        assertThat(page.locator("tbody tr")).hasCount(1);
        assertThat(page.locator("tbody")).containsText("user.created");
        assertTrue(page.url().contains("q=anna"), page.url());
        page.navigate("/audit?type=peer&from=2001-01-01T00:00");
        assertThat(page.getByLabel("On what")).hasValue("peer");
        browser.look("people-15-audit-filtered");
        page.navigate("/audit?q=nothing-of-the-kind");
        browser.look("people-16-audit-nothing");
    }

    @Test
    @Order(9)
    void settings_say_where_they_come_from_and_keep_their_secrets() throws IOException {
        page.navigate("/settings");
        page.getByLabel("Mail server").fill("mail.example.org");
        page.getByLabel("Port").fill("99999");
        page.locator("form[action='/settings/mail'] button").click();
        assertThat(page.locator("#smtpPort-error")).isVisible();
        assertThat(page.getByLabel("Mail server")).hasValue("mail.example.org");
        assertEquals(1, browser.complaints().size(), "only the status 422 itself");
        browser.look("people-17-settings-errors");
        page.getByLabel("Port").fill("587");
        page.getByLabel("Sender").fill("vpn@example.org");
        page.locator("#smtpPassword").fill("not to be seen");
        page.locator("form[action='/settings/mail'] button").click();
        assertThat(page.locator("#smtpHost-hint")).containsText("Set here.");
        assertThat(page.locator("body")).not().containsText("not to be seen");
        press("Make a new one");
        assertThat(page.locator("#generated")).isVisible();
        browser.look("people-18-settings");
    }

    @Test
    @Order(10)
    void the_system_page_tells_how_it_runs() throws IOException {
        page.navigate("/system");
        assertThat(page.locator("main")).containsText("PostgreSQL");
        assertThat(page.locator("#findings")).containsText("Examined");
        browser.look("people-19-system");
    }

    @Test
    @Order(11)
    void an_operator_and_an_auditor_see_what_their_role_may() throws IOException {
        signOut();
        signIn("oskar");
        assertThat(heading()).hasText("Dashboard");
        assertThat(page.locator("#rail .places a")).hasText(new String[] {"Dashboard", "Peers", "Interfaces"});
        signOut();
        signIn("audrey");
        page.navigate("/users");
        assertThat(link("New user")).hasCount(0);
        link("anna").click();
        assertThat(page.getByLabel("Name", exactly())).isDisabled();
        browser.look("people-20-user-as-auditor");
        page.navigate("/settings");
        assertThat(page.getByLabel("Mail server")).isDisabled();
        browser.look("people-21-settings-as-auditor");
    }

    @Test
    @Order(12)
    void a_user_looks_after_their_own_devices_and_nothing_else() throws IOException {
        signOut();
        signIn("anna");
        assertThat(heading()).hasText("My devices");
        assertThat(page.locator("#rail .places a")).hasText(new String[] {"My devices"});
        browser.look("people-22-own-devices-empty");
        page.getByLabel("Name of the new device").fill("annas-tablet");
        page.keyboard().press("Enter");
        assertThat(page.getByAltText("QR code with the configuration of annas-tablet"))
                .isVisible();
        browser.look("people-23-own-device");
        page.navigate("/own-peers");
        assertThat(page.locator("tbody tr")).hasCount(1);
        browser.look("people-24-own-devices");
    }

    @Test
    @Order(13)
    void before_a_user_is_deleted_one_reads_what_becomes_of_their_peers() throws IOException {
        signOut();
        signIn("admin");
        page.getByLabel("Code").fill(code());
        press("Sign in");
        page.navigate("/users");
        link("anna").click();
        assertThat(page.locator("main")).containsText("annas-tablet");
        browser.look("people-25-user-with-peers");
        link("Delete").click();
        assertThat(page.getByRole(AriaRole.DIALOG)).containsText("One peer belongs to anna");
        browser.look("people-26-user-deletion");
        press("Delete anna");
        assertThat(page.locator("tbody")).not().containsText("anna");
    }

    private void user(String name, String role) {
        page.navigate("/users/new");
        page.getByLabel("Name", exactly()).fill(name);
        page.locator("#role-" + role).check();
        page.getByLabel("Password", exactly()).fill(PASSWORD);
        press("Create user");
        assertThat(heading()).hasText(name);
    }

    private void signIn(String name) {
        page.getByLabel("User name").fill(name);
        page.getByLabel("Password", exactly()).fill(PASSWORD);
        press("Sign in");
    }

    private void signOut() {
        press("Sign out");
        page.navigate("/sign-in");
    }

    private int asProgram(String token) {
        return page.request()
                .get("/api/v1/peers", RequestOptions.create().setHeader("Authorization", "Bearer " + token))
                .status();
    }

    /// A code that has not been used: each counts once.
    private String code() {
        try {
            var generator = new TimeBasedOneTimePasswordGenerator();
            var key = new SecretKeySpec(bytes(secret), generator.getAlgorithm());
            var at = Instant.now().plus(generator.getTimeStep().multipliedBy(codes++ % 2));
            return generator.generateOneTimePasswordString(key, at);
        } catch (InvalidKeyException e) {
            throw new AssertionError(e);
        }
    }

    /// Base32, as RFC 4648 has it.
    private static byte[] bytes(String text) {
        var bits = new StringBuilder();
        for (var letter : text.toCharArray()) {
            var value = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter);
            bits.append(Integer.toBinaryString(0x20 | value).substring(1));
        }
        var bytes = new byte[bits.length() / 8];
        for (var i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(bits.substring(i * 8, i * 8 + 8), 2);
        }
        return bytes;
    }

    private Locator heading() {
        return page.getByRole(AriaRole.HEADING).first();
    }

    private Locator link(String name) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private void press(String name) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(name).setExact(true))
                .click();
    }

    private static Page.GetByLabelOptions exactly() {
        return new Page.GetByLabelOptions().setExact(true);
    }
}
