import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/// The server: what is asked of it, and what it costs.
record Warren(URI url, String authorization, long pid, HttpClient client) {

    /// What a process has at a moment.
    record Cost(long residentKib, long threads, long descriptors) {}

    static Warren of(String url, String password, long pid) {
        String credentials = Base64.getEncoder().encodeToString(("admin:" + password).getBytes(StandardCharsets.UTF_8));
        return new Warren(URI.create(url), "Basic " + credentials, pid, HttpClient.newHttpClient());
    }

    private HttpRequest request(String method, String path, String json) {
        return HttpRequest.newBuilder(url.resolve(path))
                .header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .method(method, json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json))
                .build();
    }

    String ask(String method, String path, String json) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(request(method, path, json), BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IOException(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    /// The same without waiting: what was refused, or nothing.
    CompletableFuture<String> askSoon(String method, String path, String json) {
        return client.sendAsync(request(method, path, json), BodyHandlers.ofString())
                .thenApply(answer -> answer.statusCode() < 300 ? "" : method + " " + path + ": " + answer.body());
    }

    Cost cost() throws IOException {
        long resident = 0;
        long threads = 0;
        for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
            if (line.startsWith("VmRSS:")) {
                resident = Long.parseLong(line.replaceAll("\\D", ""));
            } else if (line.startsWith("Threads:")) {
                threads = Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            return new Cost(resident, threads, descriptors.count());
        }
    }
}
