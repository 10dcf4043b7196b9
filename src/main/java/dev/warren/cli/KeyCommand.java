package dev.warren.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// `warren key rotate [--url URL]`: another master key for a Warren that runs. It is Warren itself that changes it,
/// because nobody else knows with which key it is sealing at this moment.
///
/// @param settings the variables of the server, and `WARREN_TOKEN`
public record KeyCommand(Function<String, Optional<String>> settings, PrintStream out) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String URL = "--url";
    private static final String PATH = "/api/v1/master-key";
    private static final Duration LIMIT = Duration.ofMinutes(10);

    /// Carries it out.
    ///
    /// @throws CommandRefused if it can't be
    public void run(List<String> arguments) {
        boolean isKnown = arguments.equals(List.of("rotate"))
                || arguments.size() == 3 && arguments.subList(0, 2).equals(List.of("rotate", URL));
        if (!isKnown) {
            throw CommandRefused.usage("it is: warren key rotate [--url URL].");
        }
        String token = settings.apply("WARREN_TOKEN")
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> new CommandRefused(
                        "set WARREN_TOKEN to an API token of an administrator with the scope admin."));
        var local = new LocalServer(settings);
        boolean isNamed = arguments.size() == 3;
        String server = isNamed ? arguments.getLast().replaceAll("/+$", "") : local.url();
        try (var client = isNamed ? HttpClient.newHttpClient() : local.client()) {
            JsonNode rotated =
                    answer(client, request(server + PATH + "/rotation", token).POST(BodyPublishers.noBody()));
            JsonNode key = answer(client, request(server + PATH, token));
            out.printf(
                    "The master key is %s now, in %s: keep a copy of it apart. %,d secrets were sealed anew.%n",
                    rotated.path("id").asText(),
                    key.path("place").asText(),
                    rotated.path("sealed").asLong());
        } catch (IOException e) {
            throw new CommandRefused(
                    "no Warren answers at %s: start it, or say with --url where it is.".formatted(server));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandRefused("interrupted; whether the key was changed is in the audit log.");
        }
    }

    private static HttpRequest.Builder request(String address, String token) {
        try {
            return HttpRequest.newBuilder(URI.create(address))
                    .timeout(LIMIT)
                    .header("Authorization", "Bearer " + token.strip());
        } catch (IllegalArgumentException e) {
            throw new CommandRefused("%s is no address of a Warren.".formatted(address));
        }
    }

    private static JsonNode answer(HttpClient client, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        var answer = client.send(request.build(), BodyHandlers.ofByteArray());
        JsonNode body = JSON.readTree(answer.body());
        if (answer.statusCode() != 200) {
            throw new CommandRefused(body.path("detail").asText("the server answers " + answer.statusCode() + "."));
        }
        return body;
    }
}
