package dev.warren.engine.device;

import dev.warren.engine.key.PrivateKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A change of a device and its peers, as the `wg`(8) protocol words it: what isn't named stays as it is.
public final class DeviceUpdate {
    private @Nullable Optional<PrivateKey> privateKey;
    private @Nullable Integer listenPort;
    private @Nullable Integer mark;
    private boolean rebind;
    private boolean replacePeers;
    private final List<PeerUpdate> peers = new ArrayList<>();

    /// @param key null for none
    public DeviceUpdate privateKey(@Nullable PrivateKey key) {
        privateKey = Optional.ofNullable(key);
        return this;
    }

    /// @param port 0 for a free one
    public DeviceUpdate listenPort(int port) {
        listenPort = port;
        return this;
    }

    /// @param value routing mark of the outer packets, 0 for none
    public DeviceUpdate mark(int value) {
        mark = value;
        return this;
    }

    /// Opens the sockets anew even if neither port nor mark change.
    public DeviceUpdate rebind() {
        rebind = true;
        return this;
    }

    /// Removes all peers before any named one is added.
    public DeviceUpdate replacePeers() {
        replacePeers = true;
        return this;
    }

    public DeviceUpdate peer(PeerUpdate peer) {
        peers.add(peer);
        return this;
    }

    @Nullable Optional<PrivateKey> newPrivateKey() {
        return privateKey;
    }

    @Nullable Integer newListenPort() {
        return listenPort;
    }

    @Nullable Integer newMark() {
        return mark;
    }

    boolean rebinds() {
        return rebind;
    }

    boolean replacesPeers() {
        return replacePeers;
    }

    List<PeerUpdate> peers() {
        return peers;
    }
}
