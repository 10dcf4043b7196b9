package dev.warren.peers;

import java.util.List;
import java.util.stream.Stream;

/// Commands that wg-quick runs on the client's machine around its tunnel: first those of the kill switch.
public record ClientHooks(List<String> preUp, List<String> postUp, List<String> preDown, List<String> postDown) {

    /// No commands.
    public static final ClientHooks NONE = new ClientHooks(List.of(), List.of(), List.of(), List.of());

    static ClientHooks of(ClientSettings client) {
        return new ClientHooks(
                commands(List.of(), client.preUp()),
                commands(client.killSwitch().postUp(), client.postUp()),
                commands(client.killSwitch().preDown(), client.preDown()),
                commands(List.of(), client.postDown()));
    }

    private static List<String> commands(List<String> first, String lines) {
        return Stream.concat(first.stream(), lines.lines()).toList();
    }
}
