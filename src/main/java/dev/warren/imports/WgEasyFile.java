package dev.warren.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.warren.imports.ForeignServer.ForeignPeer;
import dev.warren.imports.ForeignServer.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads `wg0.json`, in which wg-easy keeps its server and clients up to version 14: with the clients' private keys, so
/// that their configurations can be shown again.
final class WgEasyFile {

    /// wg-easy has its port, and the length of its range, from the environment; these are what it has without.
    private static final String PORT = "51820";
    private static final String IPV4_LENGTH = "/24";
    private static final String IPV6_LENGTH = "/112";

    private final String text;
    private final LineErrors errors;

    private WgEasyFile(String text, LineErrors errors) {
        this.text = text;
        this.errors = errors;
    }

    /// @param errors gets what can't be read
    static ForeignServer read(String text, LineErrors errors) {
        return new WgEasyFile(text, errors).server();
    }

    private ForeignServer server() {
        JsonNode json = json();
        JsonNode server = json.path("server");
        if (!server.isObject() || !json.path("clients").isObject()) {
            if (errors.isEmpty()) {
                errors.add(1, "This is not wg-easy's wg0.json: it has no “server” with “clients”.");
            }
            return ForeignServer.NONE;
        }
        int line = line("server");
        var peers = new ArrayList<ForeignPeer>();
        json.path("clients").properties().forEach(client -> peers.add(peer(client)));
        return new ForeignServer(
                new Text(line, string(server, "privateKey")),
                new Text(line, PORT),
                Text.MISSING,
                range(line, string(server, "address"), IPV4_LENGTH),
                range(
                        line,
                        Stream.of("addressV6", "address6")
                                .map(name -> string(server, name))
                                .reduce("", String::concat),
                        IPV6_LENGTH),
                peers,
                List.of());
    }

    private JsonNode json() {
        var mapper = new ObjectMapper();
        try {
            JsonNode json = mapper.readTree(text);
            return json == null ? mapper.missingNode() : json;
        } catch (JsonProcessingException e) {
            errors.add(Math.max(1, e.getLocation() == null ? 1 : e.getLocation().getLineNr()), "This is no JSON.");
            return mapper.missingNode();
        }
    }

    private ForeignPeer peer(Map.Entry<String, JsonNode> entry) {
        JsonNode client = entry.getValue();
        return new ForeignPeer(
                line(entry.getKey()),
                string(client, "name"),
                string(client, "publicKey"),
                orNull(string(client, "privateKey")),
                orNull(string(client, "preSharedKey")),
                Stream.of("address", "addressV6", "address6")
                        .map(name -> string(client, name))
                        .filter(address -> !address.isEmpty())
                        .toList(),
                "",
                client.path("enabled").asBoolean(true));
    }

    /// Where the file has `key` first. Its keys are ids or words that are nowhere else in front of a colon.
    private int line(String key) {
        int at = text.indexOf("\"" + key + "\"");
        return 1
                + (int) text.substring(0, Math.max(0, at))
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
    }

    private static Text range(int line, String address, String length) {
        return address.isEmpty() ? Text.MISSING : new Text(line, address.contains("/") ? address : address + length);
    }

    private static String string(JsonNode node, String name) {
        return node.path(name).asText("").strip();
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
