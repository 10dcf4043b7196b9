package dev.warren.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.RequestOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// A day with many peers and several interfaces, as one story: each step begins where the one before ended. Pictures
/// of every page are kept in `target/screenshots`.
@ExtendWith(InNamespace.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class PeerPagesIT {

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
                Path.of("target/peer-pages"),
                Map.of(
                        "WARREN_DATA", data.resolve("data").toString(),
                        "WARREN_HOOKS", "true",
                        "INIT_ENABLED", "true",
                        "INIT_USERNAME", "admin",
                        "INIT_PASSWORD", PASSWORD,
                        "INIT_HOST", StockClient.SERVER,
                        "INIT_PORT", "51820"));
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
    void the_keyboard_alone_leads_from_sign_in_to_a_qr_code() {
        page.navigate("/peers");
        focus("User name");
        page.keyboard().type("admin");
        page.keyboard().press("Tab");
        page.keyboard().type(PASSWORD);
        page.keyboard().press("Enter");
        page.waitForURL(url -> !url.contains("sign-in"));
        page.navigate("/peers");
        page.keyboard().press("n");
        page.waitForURL("**/peers/new");
        page.keyboard().type("phone-anna");
        page.keyboard().press("Enter");
        page.waitForURL(PEER);
        anna = page.url();
        assertThat(page.getByAltText("QR code with the configuration of phone-anna"))
                .isVisible();
    }

    @Test
    @Order(2)
    void the_tabs_are_links_that_the_keyboard_reaches() throws IOException {
        tab("Configuration");
        assertThat(page.locator(".codeblock pre")).containsText("[Interface]");
        browser.look("20-delivery");
        tab("Settings");
        assertThat(page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)))
                .hasValue("phone-anna");
        tab("Sessions");
        browser.look("21-no-sessions");
        tab("Events");
        assertThat(page.locator("tbody")).containsText("Created");
        browser.look("22-events");
        tab("Diagnosis");
        browser.look("22-diagnosis");
    }

    @Test
    @Order(3)
    void a_choice_of_allowed_ips_is_worked_out_at_once_and_settings_are_kept() throws IOException {
        page.navigate(anna + "/settings");
        page.locator("summary").all().forEach(summary -> {
            if (summary.evaluate("each => each.parentElement.open").equals(false)) {
                summary.press("Enter");
            }
        });
        page.locator("[name=allowedPreset]").selectOption("except");
        page.locator("[name=allowedIps]").fill("192.168.0.0/16");
        assertThat(page.locator("#allowed-result")).containsText("192.169.0.0/16");
        page.getByLabel("Tags").fill("phones, staff");
        page.getByLabel("Hours of the week").fill("mon-sun 00:00-24:00");
        page.getByLabel("Amount").fill("50 GB");
        browser.look("23-settings");
        press("Save");
        assertThat(page.locator(".notice")).containsText("Download the configuration again");
        assertThat(page.getByLabel("Amount")).hasValue("50 GB");
    }

    @Test
    @Order(4)
    void a_wrong_setting_is_told_at_its_field_and_the_others_are_kept() throws IOException {
        page.getByLabel("Hours of the week").fill("whenever");
        page.getByLabel("Notes").fill("kept");
        press("Save");
        assertThat(page.locator("#hours-error")).isVisible();
        assertThat(page.getByLabel("Notes")).hasValue("kept");
        assertEquals(1, browser.complaints().size(), "only the status 422 itself");
        browser.look("24-settings-errors");
    }

    @Test
    @Order(5)
    void the_overview_draws_what_a_stock_client_moved() throws IOException, InterruptedException {
        client.connect(page.request().get(anna + "/config").text(), directory);
        page.navigate(anna);
        assertThat(page.locator(".badge").first()).hasText("Online");
        client.chatter(65);
        page.navigate(anna + "/history?span=hour");
        // The minute is written some seconds after it is over, and a page shows what there is when it is asked for.
        Instant latest = Instant.now().plusSeconds(100);
        while (page.locator("traffic-chart p").count() > 0 && Instant.now().isBefore(latest)) {
            page.reload();
        }
        assertThat(page.locator("traffic-chart canvas")).isVisible();
        page.navigate(anna);
        assertThat(page.locator("traffic-chart canvas")).isVisible();
        browser.look("25-overview");
        var month = page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("30 days"));
        month.press("Enter");
        assertThat(month).hasAttribute("aria-current", "true");
        assertThat(month).isFocused();
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Last day"))
                .press("Enter");
        page.getByText("As a table").click();
        assertThat(page.locator("#history-table tbody tr")).hasCount(24);
        tab("Sessions");
        assertThat(page.locator("tbody")).containsText("Still there");
        browser.look("26-sessions");
    }

    @Test
    @Order(6)
    void a_link_is_shown_once_and_opens_on_a_phone() throws IOException {
        page.navigate(anna + "/delivery");
        page.getByLabel("Works for").selectOption("3600");
        press("Make a link");
        String link = page.locator("#new-link .code").textContent();
        browser.look("27-new-link");
        browser.size(Browser.Size.PHONE);
        page.navigate(link);
        browser.look("28-link");
        press("Show the configuration");
        assertThat(page.getByRole(AriaRole.HEADING).first()).hasText("phone-anna");
        browser.look("29-link-opened");
        page.navigate(link);
        assertThat(page.getByRole(AriaRole.HEADING).first()).isVisible();
        assertEquals(1, browser.complaints().size(), "only the status 404 of the link that is used up");
        browser.look("30-link-used-up");
    }

    @Test
    @Order(7)
    void a_deletion_is_undone_from_another_page_by_one_key() throws IOException {
        page.navigate(anna + "/deletion");
        press("Delete phone-anna");
        page.waitForURL("**/peers");
        page.navigate("/interfaces");
        assertThat(page.locator("toast-shelf")).containsText("phone-anna is deleted");
        browser.look("31-undo");
        page.keyboard().press("z");
        page.waitForURL(PEER);
        assertEquals(anna, page.url());
        assertThat(page.locator(".badge").first()).hasText("Online");
    }

    @Test
    @Order(8)
    void all_that_match_are_changed_at_once_with_progress() throws IOException {
        IntStream.range(0, 120).forEach(i -> create("laptop-%03d".formatted(i)));
        page.navigate("/peers");
        assertThat(page.locator("tbody tr")).hasCount(50);
        page.getByText("Show more").click();
        assertThat(page.locator("tbody tr")).hasCount(100);
        page.getByLabel("Find a peer").fill("laptop-");
        assertThat(page.locator("#pager")).containsText("120 peers");
        page.getByLabel("Choose all shown").check();
        page.getByText("Choose all 120").click();
        assertThat(page.locator("[data-chosen]")).hasText("120 chosen");
        browser.look("32-chosen");
        bulk("Disable").click();
        page.getByRole(AriaRole.ALERTDIALOG)
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Disable"))
                .click();
        assertThat(page.locator("dialog.progress")).hasCount(0);
        assertThat(page.locator("tbody .badge").first()).hasText("Disabled");
        page.navigate("/peers?state=disabled");
        assertThat(page.locator("#pager")).containsText("120 peers");
    }

    @Test
    @Order(9)
    void many_deletions_are_undone_together() {
        page.navigate("/peers?q=laptop-00");
        page.getByLabel("Choose all shown").check();
        bulk("Delete").click();
        page.getByRole(AriaRole.ALERTDIALOG)
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Delete"))
                .click();
        assertThat(page.locator("toast-shelf")).containsText("10 peers are deleted");
        press("Undo");
        page.navigate("/peers?q=laptop-00");
        assertThat(page.locator("#pager")).containsText("10 peers");
    }

    @Test
    @Order(10)
    void rows_are_walked_through_by_the_keyboard_and_cards_show_the_same() throws IOException {
        page.navigate("/peers?sort=-handshake");
        page.keyboard().press("j");
        page.keyboard().press("j");
        page.keyboard().press("x");
        assertThat(page.locator("tbody tr").nth(1).locator("[name=ids]")).isChecked();
        page.keyboard().press("x");
        browser.look("33-table");
        press("Cards");
        page.reload();
        assertThat(page.locator("#peers-table")).hasClass(Pattern.compile("rows--cards"));
        browser.look("34-cards");
        press("Table");
    }

    @Test
    @Order(11)
    void a_csv_file_is_looked_at_before_it_makes_anything() throws IOException {
        page.navigate("/peers/import");
        browser.look("35-import");
        page.getByLabel("Or paste it here")
                .fill("name,tags,ipv4\nnew-one,csv,\nphone-anna,csv,\nnew-two,csv,10.99.0.1\n");
        press("Preview");
        assertThat(page.getByRole(AriaRole.HEADING).first()).hasText("1 peer can be made");
        assertThat(page.locator("tbody")).containsText("is called phone-anna already");
        browser.look("36-import-preview");
        press("Make 1 peer");
        assertThat(page.locator("dialog.progress")).containsText("Done: 1. Refused: 2.");
        press("Close");
        page.navigate("/peers?tag=csv");
        assertThat(page.locator("tbody tr")).hasCount(1);
    }

    @Test
    @Order(12)
    void interfaces_are_made_renumbered_after_a_look_and_deleted_by_name() throws IOException {
        page.navigate("/interfaces");
        browser.look("37-interfaces");
        page.keyboard().press("n");
        page.waitForURL("**/interfaces/new");
        browser.look("38-new-interface");
        press("Create");
        page.waitForURL(Pattern.compile("/interfaces/[0-9a-f-]{36}$"));
        browser.look("39-interface");
        String made = page.url();
        page.navigate("/interfaces");
        page.locator("tbody a.name").first().click();
        String first = page.url();
        page.navigate(first + "/renumbering");
        page.getByLabel("IPv4 range").fill("10.44.0.0/24");
        press("Preview");
        assertThat(page.locator("tbody")).containsText("10.44.0.2");
        browser.look("40-renumbering");
        page.navigate(made + "/deletion");
        browser.look("41-delete-interface");
        press("Delete wg1");
        assertThat(page.locator("tbody tr")).hasCount(1);
    }

    @Test
    @Order(13)
    void new_peers_have_presets() throws IOException {
        page.navigate("/peers/new");
        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("lisbon");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("^Site")))
                .click();
        assertThat(page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)))
                .hasValue("lisbon");
        page.getByLabel("Networks behind it").fill("192.168.77.0/24");
        browser.look("42-new-site");
        press("Add");
        page.waitForURL(PEER);
        assertThat(page.locator(".facts[data-peer]")).containsText("192.168.77.0/24");
        page.navigate("/peers/new?preset=hub");
        browser.look("43-new-hub");
        page.navigate(anna + "/key-rotation");
        browser.look("44-rotation");
        page.navigate(anna + "/copies");
        browser.look("45-copy");
    }

    @Test
    @Order(14)
    void an_interface_of_another_program_is_looked_at_before_it_is_made() throws IOException {
        page.navigate("/interfaces");
        page.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName("Import").setExact(true))
                .click();
        browser.look("50-import-interface");
        String file = Files.readString(Path.of("src/test/resources/imports/wg-quick.conf"));
        page.getByLabel("Or paste it here").fill(file.replace("AllowedIPs = 10.61.0.9/32", "AllowedIPs = 10.61.0.999"));
        press("Preview");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("10.61.0.999");
        assertEquals(1, browser.complaints().size(), "only the status 422 itself");
        browser.look("51-import-errors");
        page.getByLabel("The file").fill(file);
        press("Preview again");
        assertThat(page.locator("tbody").first()).containsText("phone of Anna");
        browser.look("52-import-interface-preview");
        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("cellar");
        press("Import");
        page.waitForURL(Pattern.compile("/interfaces/[0-9a-f-]{36}$"));
        assertThat(page.getByRole(AriaRole.HEADING).first()).hasText("cellar");
        assertThat(page.locator(".badge").first()).hasText("Running");
        page.navigate("/peers?q=lisbon");
        assertThat(page.locator("tbody tr")).hasCount(2);
    }

    @Test
    @Order(15)
    void the_keyboard_alone_goes_from_the_list_to_every_page_of_a_peer() {
        page.navigate("/peers?q=phone-anna");
        page.keyboard().press("?");
        Locator shortcuts = page.getByRole(AriaRole.DIALOG, new Page.GetByRoleOptions().setName("Keyboard shortcuts"));
        assertThat(shortcuts).isVisible();
        page.keyboard().press("Escape");
        assertThat(shortcuts).isHidden();
        page.keyboard().press("j");
        assertThat(page.locator("tbody tr a.name")).isFocused();
        tabTo("QR code of phone-anna");
        page.keyboard().press("Enter");
        assertThat(page.locator("dialog img")).isVisible();
        page.keyboard().press("Escape");
        assertThat(page.locator("dialog.dialog[open]")).hasCount(0);
        assertTrue(focused().contains("QR code of phone-anna"), this::focused);
        page.keyboard().press("j");
        page.keyboard().press("Enter");
        page.waitForURL(PEER);
        tabTo("Settings", ".tabs a");
        page.keyboard().press("Enter");
        page.waitForURL("**/settings");
        tabTo("Name");
        page.keyboard().press("End");
        page.keyboard().type("-2");
        page.keyboard().press("Enter");
        assertThat(page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)))
                .hasValue("phone-anna-2");
        assertEquals(List.of(), browser.complaints());
    }

    @Test
    @Order(16)
    void the_focus_goes_on_at_the_first_row_that_has_come() {
        page.navigate("/peers");
        tabTo("Show more");
        page.keyboard().press("Enter");
        assertThat(page.locator("tbody tr")).hasCount(100);
        assertThat(page.locator("tbody tr").nth(50).locator(":focus")).hasCount(1);
    }

    @Test
    @Order(17)
    void whoever_wants_less_motion_sees_none() {
        for (String path : List.of("/peers", "/interfaces", "/system")) {
            page.navigate(path);
            assertEquals(List.of(), page.evaluate("""
                    () => [...document.querySelectorAll("*")]
                        .filter((each) => {
                          const { animationName, transitionDuration } = getComputedStyle(each);
                          return animationName !== "none" || transitionDuration.split(",").some((time) => parseFloat(time) > 0);
                        })
                        .map((each) => each.outerHTML.slice(0, 120))
                    """), path);
        }
    }

    @Test
    @Order(18)
    void an_auditor_sees_all_of_it_and_changes_nothing() throws IOException {
        assertEquals(
                201,
                request("POST", "/api/v1/users", Map.of("name", "audrey", "role", "auditor", "password", PASSWORD))
                        .status());
        page.navigate("/interfaces");
        String wg = warren.url() + page.locator("tbody a.name").first().getAttribute("href");
        page.navigate("/users");
        String user = warren.url() + page.locator("tbody a.name").first().getAttribute("href");
        String peer = anna.substring(warren.url().length());
        page.context().clearCookies();
        page.navigate("/peers");
        page.getByLabel("User name").fill("audrey");
        page.getByLabel("Password").fill(PASSWORD);
        page.keyboard().press("Enter");
        page.waitForURL(url -> !url.contains("sign-in"));
        for (String path : List.of(
                "/",
                "/peers",
                anna,
                anna + "/sessions",
                anna + "/events",
                anna + "/history",
                "/interfaces",
                wg,
                "/users",
                user,
                "/audit",
                "/settings",
                "/system")) {
            var answer = page.navigate(path);
            assertEquals(200, answer.status(), path);
            assertThat(page.locator("main form[method=post] button:enabled:visible"))
                    .hasCount(0);
            assertEquals(false, page.content().contains("PrivateKey = "), path);
        }
        browser.look("46-system-as-auditor");
        page.navigate(anna);
        browser.look("47-peer-as-auditor");
        for (String secret : List.of("/config", "/qr.svg", "/delivery", "/settings")) {
            assertEquals(403, page.request().get(anna + secret).status(), secret);
        }
        assertEquals(200, request("GET", "/api/v1" + peer, null).status());
        assertEquals(403, request("GET", "/api/v1" + peer + "/config", null).status());
        assertEquals(
                403, request("PATCH", "/api/v1" + peer, Map.of("name", "mine")).status());
        assertEquals(403, request("DELETE", "/api/v1" + peer, null).status());
        assertEquals(
                403, request("DELETE", "/api/v1" + peer + "/activation", null).status());
        assertEquals(
                403, request("POST", "/api/v1/peers", Map.of("name", "mine")).status());
        assertEquals(403, request("POST", "/api/v1/interfaces", Map.of()).status());
        assertEquals(
                403,
                request("PATCH", "/api/v1/settings", Map.of("auditKeep", 0)).status());
        assertEquals(
                403,
                request("POST", "/api/v1/users", Map.of("name", "evil", "password", PASSWORD))
                        .status());
        page.navigate(anna);
        assertThat(page.getByRole(AriaRole.HEADING).first()).hasText("phone-anna-2");
        assertEquals(List.of(), browser.complaints());
    }

    private APIResponse request(String method, String path, Object body) {
        var options = RequestOptions.create().setMethod(method).setHeader("Origin", warren.url());
        return page.request()
                .fetch(
                        path,
                        body == null
                                ? options
                                : options.setHeader("Content-Type", "application/json")
                                        .setData(body));
    }

    /// Presses Tab until what has the focus is called `name`.
    private void tabTo(String name) {
        tabTo(name, "*");
    }

    private void tabTo(String name, String kind) {
        for (int i = 0; i < 400; i++) {
            if (focused().strip().equals(name)
                    && page.locator(":focus").and(page.locator(kind)).count() == 1) {
                return;
            }
            page.keyboard().press("Tab");
        }
        throw new AssertionError("the keyboard does not reach " + name);
    }

    /// What has the focus, by its label or words.
    private String focused() {
        return (String) page.evaluate("""
                () => {
                  const it = document.activeElement;
                  return it.labels?.[0]?.textContent ?? it.getAttribute("aria-label") ?? it.textContent;
                }
                """);
    }

    private void create(String name) {
        var answer = page.request()
                .post(
                        "/api/v1/peers",
                        RequestOptions.create()
                                .setHeader("Content-Type", "application/json")
                                .setHeader("Origin", warren.url())
                                .setData("{\"name\": \"" + name + "\", \"tags\": [\"laptops\"]}"));
        assertEquals(201, answer.status(), answer::text);
    }

    private Locator bulk(String name) {
        return page.locator("#bulk")
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    private void tab(String name) {
        Locator link = page.locator(".tabs").getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(name));
        link.focus();
        page.keyboard().press("Enter");
        assertThat(page.locator(".tabs [aria-current=page]")).hasText(name);
    }

    private void focus(String label) {
        page.getByLabel(label).focus();
    }

    private void press(String name) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(name).setExact(true))
                .click();
    }
}
