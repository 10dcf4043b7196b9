package dev.warren.peers;

import java.util.List;

/// Commands that wg-quick runs on the client's machine around its tunnel.
public record ClientHooks(List<String> preUp, List<String> postUp, List<String> preDown, List<String> postDown) {

    static final ClientHooks NONE = new ClientHooks(List.of(), List.of(), List.of(), List.of());

    static ClientHooks of(Peer peer) {
        return new ClientHooks(peer.preUp(), peer.postUp(), peer.preDown(), peer.postDown());
    }
}
