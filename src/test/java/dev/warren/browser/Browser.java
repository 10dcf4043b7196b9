package dev.warren.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Debian's Chromium with one page, that remembers everything it complained about: a script that failed, a file that
/// was missing, an inline style that the content security policy refused.
final class Browser implements AutoCloseable {

    private static final Path PICTURES = Path.of("target/screenshots");
    private static final Path AXE = Path.of("frontend/node_modules/axe-core/axe.min.js");

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;
    private final List<String> complaints = new ArrayList<>();
    private final Page page;
    private final String axe;

    private Browser(Playwright playwright, String url) throws IOException {
        this.playwright = playwright;
        this.axe = Files.readString(AXE);
        this.chromium = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable())
                        .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage")));
        var context = chromium.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                .setBaseURL(url)
                .setReducedMotion(ReducedMotion.REDUCE)
                .setPermissions(List.of("clipboard-read", "clipboard-write")));
        context.setDefaultTimeout(20_000);
        PlaywrightAssertions.setDefaultAssertionTimeout(20_000);
        this.page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text() + " at " + message.location());
            }
        });
        page.onPageError(complaints::add);
        size(Size.DESKTOP);
    }

    static Browser open(String url) throws IOException {
        var options = new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"));
        return new Browser(Playwright.create(options), url);
    }

    Page page() {
        return page;
    }

    /// Keeps pictures of the page under `name`, on a desk and on a phone, light and dark, and holds each to the
    /// accessibility rules.
    void look(String name) throws IOException {
        Files.createDirectories(PICTURES);
        for (var size : Size.values()) {
            size(size);
            for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
                var file = "%s-%s-%s.png".formatted(name, size, scheme).toLowerCase();
                page.screenshot(new Page.ScreenshotOptions()
                        .setPath(PICTURES.resolve(file))
                        .setFullPage(true));
                assertEquals(List.of(), violations(), file);
                assertEquals(0, sideways(), () -> file + " scrolls sideways");
            }
        }
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        size(Size.DESKTOP);
        assertEquals(List.of(), complaints, name);
    }

    /// What the page complained about so far; asked for, it is forgotten.
    List<String> complaints() {
        var heard = List.copyOf(complaints);
        complaints.clear();
        return heard;
    }

    void size(Size size) {
        page.setViewportSize(size.width, size.height);
    }

    private List<?> violations() {
        page.evaluate(axe);
        return (List<?>) page.evaluate("""
                async () => {
                  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
                  const { violations } = await axe.run(document, { runOnly: tags });
                  return violations.flatMap(({ id, help, nodes }) =>
                      nodes.map(({ html, any }) => `${id}: ${help}: ${html} ${any.map((each) => each.message)}`));
                }
                """);
    }

    private int sideways() {
        return (int) page.evaluate("() => document.documentElement.scrollWidth > window.innerWidth ? 1 : 0");
    }

    private static Path executable() {
        return Stream.of("chromium", "chromium-browser", "google-chrome")
                .map(name -> Path.of("/usr/bin", name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError("Install Chromium: apt-get install chromium"));
    }

    @Override
    public void close() {
        chromium.close();
        playwright.close();
    }

    enum Size {
        DESKTOP(1440, 900),
        PHONE(390, 844);

        private final int width;
        private final int height;

        Size(int width, int height) {
            this.width = width;
            this.height = height;
        }
    }
}
