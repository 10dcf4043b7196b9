package dev.warren.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// The first visit of an administrator, as one story from an empty server on.
@ExtendWith(InNamespace.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class BrowserIT {

    private RunningWarren warren;
    private Browser browser;
    private Page page;

    @BeforeAll
    void start(@TempDir Path data) throws IOException {
        warren = RunningWarren.start(Path.of("target/browser"), Map.of("WARREN_DATA", data.toString()));
        browser = Browser.open(warren.url());
        page = browser.page();
    }

    @AfterAll
    void stop() {
        browser.close();
        warren.close();
    }

    @Test
    @Order(1)
    void the_first_visit_leads_to_the_wizard() throws IOException {
        page.navigate("/");
        assertThat(page.getByRole(AriaRole.HEADING).first()).isVisible();
        browser.look("01-wizard");
    }
}
