package dev.warren.endtoend;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the documentation says to a running server by curl, said word for word.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DocumentedCommandsIT {

    private static final Pattern BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
    private static final String SERVER = "http://localhost:51821";

    private Namespace machine;
    private Namespace other;
    private Server server;
    private Path directory;

    record Block(String page, String commands) {

        /// Whether it can be said as it is: without a value left out, and to a server.
        boolean isWhole() {
            return commands.contains(SERVER) && !commands.contains("…") && !commands.contains("./warren");
        }

        @Override
        public String toString() {
            return page + ": " + commands.lines().findFirst().orElse("");
        }
    }

    static List<Block> blocks() throws IOException {
        try (Stream<Path> pages = Files.list(Path.of("src/docs"))) {
            return pages.filter(page -> page.toString().endsWith(".md"))
                    .sorted()
                    .flatMap(DocumentedCommandsIT::blocks)
                    .filter(Block::isWhole)
                    .toList();
        }
    }

    private static Stream<Block> blocks(Path page) {
        try {
            return BLOCK.matcher(Files.readString(page))
                    .results()
                    .map(found -> new Block(page.getFileName().toString(), found.group(1)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @BeforeAll
    void aServer() {
        directory = Server.emptyDirectory("documented-commands");
        machine = new Namespace("ms");
        other = new Namespace("mc");
        Namespace.connect(machine, other);
        server = new Server(machine, other, directory, "192.0.2.1");
        server.start();
        server.awaitReady();
    }

    @AfterAll
    void nothingIsLeft() {
        other.close();
        machine.close();
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void a_command_of_the_documentation_does_what_it_says(Block block) {
        List<String> peers =
                JsonPath.from(server.get("/api/v1/peers?limit=500")).getList("items.id");
        peers.forEach(peer -> server.done("DELETE", "/api/v1/peers/" + peer, ""));
        String phone = server.done("POST", "/api/v1/peers", "{\"name\":\"phone\"}")
                .json()
                .getString("id");

        String commands = block.commands()
                .replace("curl -s ", "curl -sS --fail-with-body -m 20 ")
                .replaceAll("[a-z]+:PASSWORD", "'" + Server.USER + ":" + Server.PASSWORD + "'")
                .replace("$WARREN_METRICS_PASSWORD", Server.METRICS_PASSWORD)
                .replace("/ID/", "/" + phone + "/")
                .replace("/ID?", "/" + phone + "?");
        String output = machine.run("sh", "-ec", "cd " + directory + "\n" + commands);

        assertTrue(!output.contains("\"status\":4"), output);
    }
}
