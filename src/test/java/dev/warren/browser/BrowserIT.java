package dev.warren.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// The first hour of an administrator, as one story from an empty server on: each step begins where the one before
/// ended. Pictures of every page are kept in `target/screenshots`.
@ExtendWith(InNamespace.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class BrowserIT {

    private static final String PASSWORD = "correct horse battery";
    private static final Pattern PEER = Pattern.compile("/peers/[0-9a-f-]{36}$");

    private RunningWarren warren;
    private Browser browser;
    private Page page;
    private StockClient client;
    private String anna;

    @TempDir
    Path directory;

    @BeforeAll
    void start(@TempDir Path data) throws IOException, InterruptedException {
        // As root, the embedded PostgreSQL runs as somebody else, who has to get in.
        assertTrue(data.toFile().setExecutable(true, false));
        client = new StockClient();
        warren = RunningWarren.start(
                Path.of("target/browser"),
                Map.of("WARREN_DATA", data.resolve("data").toString()));
        browser = Browser.open(warren.url());
        page = browser.page();
    }

    @AfterAll
    void stop() throws IOException, InterruptedException {
        if (browser != null) {
            browser.close();
        }
        if (warren != null) {
            warren.close();
        }
        client.close();
    }

    @Test
    @Order(1)
    void the_first_visit_leads_to_the_wizard() throws IOException {
        page.navigate("/");
        assertThat(page.getByRole(AriaRole.HEADING).first()).hasText("Set up Warren");
        browser.look("01-wizard");
    }

    @Test
    @Order(2)
    void the_wizard_says_what_is_wrong_beside_each_field_and_keeps_what_was_typed() throws IOException {
        page.getByLabel("User name").fill("a b");
        page.getByLabel("Password").fill(PASSWORD);
        page.getByLabel("UDP port").fill("99999");
        press("Start");
        assertThat(page.getByLabel("UDP port")).hasValue("99999");
        assertThat(page.getByLabel("UDP port")).hasAttribute("aria-invalid", "true");
        assertEquals(1, browser.complaints().size(), "only the status 422 itself");
        browser.look("02-wizard-errors");
    }

    @Test
    @Order(3)
    void one_form_is_enough() throws IOException {
        page.getByLabel("User name").fill("admin");
        page.getByLabel("Password").fill(PASSWORD);
        page.getByLabel("Public host name or address").fill(StockClient.SERVER);
        page.getByLabel("UDP port").fill("51820");
        press("Start");
        if (page.url().contains("/sign-in")) {
            browser.look("03-sign-in");
            signIn();
        }
        page.navigate("/");
        assertThat(page.getByRole(AriaRole.HEADING).first()).hasText("Dashboard");
        assertThat(page.locator("live-figures")).hasText("Live");
        browser.look("04-dashboard-empty");
    }

    @Test
    @Order(4)
    void a_name_and_enter_make_a_peer_with_its_qr_code() throws IOException {
        page.getByLabel("Name of the new peer").fill("phone-anna");
        page.keyboard().press("Enter");
        page.waitForURL(PEER);
        anna = page.url();
        assertThat(page.getByAltText("QR code with the configuration of phone-anna"))
                .isVisible();
        assertThat(page.locator(".badge").first()).hasText("Never connected");
        browser.look("05-peer");
    }

    @Test
    @Order(5)
    void the_configuration_is_copied_byte_for_byte() {
        page.navigate(anna + "/delivery");
        page.locator(".codeblock copy-button button").click();
        assertThat(page.locator(".codeblock copy-button")).hasAttribute("data-copied", "true");
        assertEquals(configuration(), page.evaluate("() => navigator.clipboard.readText()"));
    }

    @Test
    @Order(6)
    void a_name_that_is_taken_is_refused_beside_the_field() throws IOException {
        for (var name : List.of("laptop-ben", "site-lisbon", "tv-living-room", "tablet-carla")) {
            page.navigate("/peers");
            page.getByLabel("Name of the new peer").fill(name);
            page.keyboard().press("Enter");
            page.waitForURL(PEER);
        }
        page.navigate("/peers");
        page.getByLabel("Name of the new peer").fill("phone-anna");
        page.keyboard().press("Enter");
        assertThat(page.locator("#quick-error")).containsText("phone-anna");
        assertThat(page.getByLabel("Name of the new peer")).hasValue("phone-anna");
        assertEquals(1, browser.complaints().size(), "only the status 422 itself");
        browser.look("06-name-taken");
    }

    @Test
    @Order(7)
    void the_list_shows_a_stock_client_online_without_a_reload() throws IOException, InterruptedException {
        page.navigate("/peers");
        var row = page.locator("tr")
                .filter(new com.microsoft.playwright.Locator.FilterOptions().setHasText("phone-anna"));
        assertThat(row.locator(".badge")).hasText("Never connected");
        client.connect(configuration(), directory);
        assertThat(row.locator(".badge")).containsText("Online", new ContainsTextOptions().setTimeout(5_000));
        assertThat(page.locator("[data-live=online]")).hasText("1");
        client.chatter(12);
        browser.look("07-online");
        page.navigate(anna);
        assertThat(page.locator(".badge").first()).hasText("Online");
        client.chatter(5);
        browser.look("08-peer-online");
    }

    @Test
    @Order(8)
    void search_answers_while_one_types() throws IOException {
        page.navigate("/peers");
        page.keyboard().press("/");
        page.keyboard().type("lisbon");
        assertThat(page.locator("tbody tr")).hasCount(1);
        assertThat(page.locator("tbody")).containsText("site-lisbon");
        page.getByLabel("Find a peer").fill("nobody of that name");
        assertThat(page.locator("#list")).containsText("No peer matches");
        browser.look("09-no-match");
        page.goBack();
        assertThat(page.locator("tbody")).containsText("site-lisbon");
    }

    @Test
    @Order(9)
    void a_peer_is_deleted_after_a_question_that_says_what_will_happen() throws IOException {
        page.navigate("/peers");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("More for tv-living-room"))
                .click();
        browser.look("10-menu");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Delete"))
                .click();
        assertThat(page.getByRole(AriaRole.DIALOG)).containsText("cut off");
        browser.look("11-delete");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Delete tv-living-room"))
                .click();
        assertThat(page.locator("tbody tr")).hasCount(4);
    }

    @Test
    @Order(10)
    void every_other_page_is_fit_to_be_seen() throws IOException {
        for (var path : List.of("/peers/new", "/interfaces", "/account")) {
            page.navigate(path);
            assertThat(page.getByRole(AriaRole.HEADING).first()).isVisible();
            browser.look("12" + path.replace('/', '-'));
        }
        page.navigate(anna + "/settings");
        browser.look("13-settings");
        page.navigate("/interfaces");
        page.locator("tbody a").first().click();
        browser.look("14-interface");
    }

    @Test
    @Order(11)
    void the_theme_is_remembered_and_there_before_the_first_paint() {
        page.navigate("/peers");
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Dark").setExact(true))
                .click();
        page.reload();
        assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("As the device").setExact(true))
                .click();
        page.reload();
        assertThat(page.locator("html")).not().hasAttribute("data-theme", "dark");
    }

    @Test
    @Order(12)
    void the_first_view_is_light() {
        page.navigate("/peers");
        var sizes = (List<?>) page.evaluate("""
                () => performance.getEntriesByType("resource")
                    .filter((each) => !each.name.endsWith("/live"))
                    .map((each) => each.name)
                """);
        assertTrue(sizes.size() <= 6, () -> "requests beside the page and its stream: " + sizes);
    }

    @Test
    @Order(13)
    void signing_out_ends_it() throws IOException {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign out"))
                .click();
        page.navigate("/peers");
        assertThat(page.getByLabel("Password")).isVisible();
        browser.look("15-sign-in");
        signIn();
        assertThat(page.getByRole(AriaRole.HEADING).first()).hasText("Peers");
    }

    @Test
    @Order(14)
    void none_of_it_was_an_error_to_the_log() throws IOException {
        assertEquals(List.of(), warren.errors());
    }

    private void signIn() {
        page.getByLabel("User name").fill("admin");
        page.getByLabel("Password").fill(PASSWORD);
        press("Sign in");
    }

    private void press(String name) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name))
                .click();
    }

    private String configuration() {
        return page.request().get(anna + "/config").text();
    }
}
