package dev.warren.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Somebody who looks at Warren's pages through a proxy, and keeps the cookie.
///
/// @param origin the proxy's scheme, host and port
/// @param path under which it shows Warren, without a slash at its end
/// @param options that curl wants in order to reach it
record Visit(Namespace browser, Path cookies, String origin, String path, List<String> options) {

    String site() {
        return origin + path;
    }

    /// What curl prints.
    String curl(String... more) {
        List<String> line = new ArrayList<>(List.of("curl", "-sS", "-m", "20"));
        line.addAll(options);
        line.addAll(List.of(more));
        return browser.run(line.toArray(String[]::new));
    }

    String page(String address) {
        return curl("-fL", "-b", cookies.toString(), address);
    }

    /// Status, where it leads and the cookie, on one line.
    String signIn(String password) {
        return curl(
                "-c",
                cookies.toString(),
                "-o",
                "/dev/null",
                "-H",
                "Origin: " + origin,
                "-w",
                "%{http_code} %header{location} %header{set-cookie}",
                "--data-urlencode",
                "username=" + Server.USER,
                "--data-urlencode",
                "password=" + password,
                site() + "/sign-in");
    }

    /// Asks for something with a wrong password and the id `from-the-browser`. Returns the id that the answer has.
    String refused() {
        return curl(
                "-o",
                "/dev/null",
                "-H",
                "X-Request-Id: from-the-browser",
                "-w",
                "%header{x-request-id}",
                "-u",
                "admin:not the password",
                site() + "/api/v1/account");
    }

    /// The block of the instructions for proxies that begins so, which a reader copies.
    static String documented(String begins) throws IOException {
        String page = Files.readString(Path.of("src/docs/install.md"));
        int begin = page.indexOf(begins);
        return page.substring(begin, page.indexOf("\n}", begin) + 2);
    }

    /// What the stream of live figures brings in four seconds.
    String live() {
        String address = site() + "/live";
        return browser.run(
                "sh",
                "-c",
                "curl -sN -m 4 " + String.join(" ", options) + " -b " + cookies + " " + address + " || true");
    }
}
