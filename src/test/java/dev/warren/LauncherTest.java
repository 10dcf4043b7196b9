package dev.warren;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The launcher in an installation where Java, Maven and Node only print how they were called.
class LauncherTest {

    private static final String SYSTEM_PATH = "/usr/bin:/bin";

    @TempDir
    private Path directory;

    private Path root;
    private Path jdk;
    private Path tools;

    record Run(int exitCode, String output) {}

    @BeforeEach
    void install() throws IOException {
        root = Files.createDirectories(directory.resolve("a place/warren")).toRealPath();
        Files.copy(Path.of("warren"), root.resolve("warren"), StandardCopyOption.COPY_ATTRIBUTES);
        jdk = jdk("jdk", "25.0.3");
        tools = Files.createDirectory(directory.resolve("tools"));
    }

    private Path jdk(String name, String version) throws IOException {
        Path home = directory.resolve(name);
        program(home.resolve("bin/java"), "echo \"java $*; data $WARREN_DATA\"");
        program(home.resolve("bin/javac"), "exit 1");
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Somebody\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    private static void program(Path file, String script) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void built() throws IOException {
        Path app = Files.createDirectories(root.resolve("target/quarkus-app"));
        Files.createDirectories(app.resolve("app"));
        Files.createDirectories(app.resolve("lib/main"));
        Files.writeString(app.resolve("quarkus-run.jar"), "");
        Files.writeString(app.resolve("app/warren-1.jar"), "");
        Files.writeString(app.resolve("lib/main/org.bouncycastle.bcprov-jdk18on-1.jar"), "");
        Files.writeString(root.resolve("target/warren.built"), "");
    }

    /// Sources older than any build, and tools that make one.
    private void sources() throws IOException {
        Files.createDirectories(root.resolve("src/main/java"));
        Files.createDirectories(root.resolve(".mvn"));
        Files.createDirectories(root.resolve("frontend/node_modules"));
        Path source = Files.writeString(root.resolve("src/main/java/A.java"), "");
        Path pom = Files.writeString(root.resolve("pom.xml"), "");
        for (Path path :
                List.of(source, pom, root.resolve("src/main/java"), root.resolve("src/main"), root.resolve(".mvn"))) {
            Files.setLastModifiedTime(path, FileTime.from(Instant.EPOCH));
        }
        program(tools.resolve("node"), "echo v22.1.0");
        program(tools.resolve("npm"), "exit 0");
        program(tools.resolve("mvn"), """
                if [ "$1" = -v ]; then echo "Apache Maven 3.9.9"; exit; fi
                echo "mvn $*"
                mkdir -p target/quarkus-app && touch target/quarkus-app/quarkus-run.jar""");
    }

    private Run run(String... arguments) throws Exception {
        return run(root.resolve("warren"), Map.of("WARREN_JAVA_HOME", jdk.toString()), arguments);
    }

    private Run run(Path launcher, Map<String, String> environment, String... arguments) throws Exception {
        var builder = new ProcessBuilder(launcher.toString()).redirectErrorStream(true);
        builder.command().addAll(List.of(arguments));
        builder.directory(directory.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", tools + ":" + SYSTEM_PATH);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output.strip());
    }

    @Test
    void without_a_word_it_serves_with_the_data_beside_the_launcher() throws Exception {
        built();

        Run run = run();

        assertEquals(0, run.exitCode(), run.output());
        assertTrue(run.output().contains("-jar " + root + "/target/quarkus-app/quarkus-run.jar serve;"), run.output());
        assertTrue(run.output().endsWith("data " + root + "/data"), run.output());
    }

    @Test
    void a_word_that_it_does_not_know_goes_to_the_program_with_what_follows() throws Exception {
        built();

        assertTrue(run("peer", "list", "a b").output().contains("quarkus-run.jar peer list a b;"));
    }

    @Test
    void it_works_through_symbolic_links_and_in_an_empty_environment() throws Exception {
        built();
        Path near = Files.createSymbolicLink(root.resolve("near"), Path.of("warren"));
        Path far = Files.createSymbolicLink(directory.resolve("far"), near);

        Process process = new ProcessBuilder(
                        "env", "-i", "WARREN_JAVA_HOME=" + jdk, far.toString(), "engine", "-f", "wg0")
                .directory(Path.of("/").toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals(0, process.waitFor(), output);
        assertTrue(
                output.contains("/lib/main/org.bouncycastle.bcprov-jdk18on-1.jar dev.warren.engine.EngineMain -f wg0;"),
                output);
    }

    @Test
    void under_the_name_warren_engine_it_is_the_engine() throws Exception {
        built();
        Path engine = Files.createSymbolicLink(root.resolve("warren-engine"), Path.of("warren"));

        Run run = run(engine, Map.of("WARREN_JAVA_HOME", jdk.toString()), "wg0");

        assertTrue(run.output().contains("dev.warren.engine.EngineMain wg0;"), run.output());
    }

    @Test
    void a_java_that_is_too_old_is_refused_by_name() throws Exception {
        built();
        Path old = jdk("old", "17.0.1");

        Run run = run(root.resolve("warren"), Map.of("WARREN_JAVA_HOME", old.toString()));

        assertNotEquals(0, run.exitCode());
        assertTrue(run.output().startsWith("warren: WARREN_JAVA_HOME is " + old), run.output());
        assertEquals(1, run.output().lines().count());
    }

    @Test
    void a_java_home_that_is_too_old_is_passed_over_for_a_newer_one_on_the_path() throws Exception {
        built();
        Files.createSymbolicLink(tools.resolve("java"), jdk.resolve("bin/java"));

        Run run = run(
                root.resolve("warren"),
                Map.of("JAVA_HOME", jdk("old", "1.8.0_402").toString()));

        assertTrue(run.output().startsWith("java "), run.output());
    }

    @Test
    void it_builds_when_there_is_no_build_and_not_again() throws Exception {
        sources();

        Run first = run();
        Run second = run();

        assertTrue(first.output().contains("mvn -B -ntp -q package -DskipTests"), first.output());
        assertTrue(second.output().startsWith("java "), second.output());
    }

    @Test
    void a_start_uses_the_cache_that_the_build_made_for_this_place_and_this_java_alone() throws Exception {
        sources();
        run();
        String cache = "-XX:AOTCache=" + root + "/target/quarkus-app/server.aot";

        assertTrue(run().output().contains(cache));
        String other = jdk("other", "26").toString();
        assertFalse(run(root.resolve("warren"), Map.of("WARREN_JAVA_HOME", other))
                .output()
                .contains(cache));
    }

    @Test
    void it_builds_nothing_when_it_is_told_never_to() throws Exception {
        sources();
        run();
        Files.setLastModifiedTime(
                root.resolve("src/main/java/A.java"),
                FileTime.from(Instant.now().plusSeconds(60)));

        Run run = run(root.resolve("warren"), Map.of("WARREN_JAVA_HOME", jdk.toString(), "WARREN_BUILD", "never"));

        assertTrue(run.output().startsWith("java "), run.output());
    }

    @Test
    void it_builds_when_a_source_is_newer_than_the_build() throws Exception {
        sources();
        run();
        Files.setLastModifiedTime(
                root.resolve("src/main/java/A.java"),
                FileTime.from(Instant.now().plusSeconds(60)));

        assertTrue(run().output().contains("mvn "));
    }

    @Test
    void what_a_build_itself_writes_beside_the_sources_is_no_reason_to_build() throws Exception {
        sources();
        run();
        Path module = Files.writeString(root.resolve("frontend/node_modules/a.js"), "");
        Files.setLastModifiedTime(module, FileTime.from(Instant.now().plusSeconds(60)));
        Files.setLastModifiedTime(
                root.resolve("frontend"), FileTime.from(Instant.now().plusSeconds(60)));

        Run run = run();

        assertTrue(run.output().startsWith("java "), run.output());
    }

    @Test
    void a_build_that_fails_starts_nothing_and_is_tried_again() throws Exception {
        sources();
        program(tools.resolve("mvn"), "[ \"$1\" = -v ] && echo Apache Maven 3.9.9 && exit; echo broken; exit 1");

        for (int attempt = 0; attempt < 2; attempt++) {
            Run run = run();
            assertNotEquals(0, run.exitCode());
            assertTrue(run.output().contains("broken"), run.output());
            assertTrue(run.output().contains("warren: the build failed"), run.output());
        }
    }

    @Test
    void a_maven_that_is_too_old_counts_as_none() throws Exception {
        sources();
        program(tools.resolve("mvn"), "echo Apache Maven 3.6.3");
        program(tools.resolve("node"), "echo v18.0.0");

        Run run = run();

        assertNotEquals(0, run.exitCode());
        // Another Maven of this machine may be found; then the old Node is what is missing.
        assertTrue(run.output().contains("install"), run.output());
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "unset",
            value = {
                "unset,          unset,         http://127.0.0.1:51821",
                "0.0.0.0,        unset,         http://127.0.0.1:51821",
                "10.0.0.7,       /tls/cert.pem, https://10.0.0.7:51821",
                "::,             unset,         http://[::1]:51821",
                "2001:db8::7,    /tls/cert.pem, https://[2001:db8::7]:51821"
            })
    void the_server_is_asked_how_it_is_where_it_listens(String host, String certificate, String expected)
            throws Exception {
        program(tools.resolve("curl"), "echo \"$*\"");
        var environment = new HashMap<String, String>();
        environment.put("WARREN_JAVA_HOME", jdk.toString());
        if (host != null) {
            environment.put("WARREN_HOST", host);
        }
        if (certificate != null) {
            environment.put("WARREN_TLS_CERTIFICATE", certificate);
        }

        Run run = run(root.resolve("warren"), environment, "health");

        assertTrue(run.output().endsWith(expected + "/q/health/live"), run.output());
    }

    @Test
    void help_needs_no_java() throws Exception {
        Run run = run(root.resolve("warren"), Map.of("WARREN_JAVA_HOME", "/nowhere"), "help");

        assertEquals(0, run.exitCode());
        assertTrue(run.output().contains("./warren test"), run.output());
    }
}
