package dev.warren.engine.device;

import dev.warren.engine.conn.Endpoint;
import dev.warren.engine.key.PresharedKey;
import dev.warren.engine.key.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A change of one peer, as the `wg`(8) protocol words it: what isn't named stays as it is.
public final class PeerUpdate {
    private final PublicKey publicKey;
    private boolean remove;
    private boolean updateOnly;
    private boolean replaceAllowedIps;
    private @Nullable Optional<PresharedKey> presharedKey;
    private @Nullable Endpoint endpoint;
    private @Nullable Integer persistentKeepalive;
    private @Nullable Boolean responder;
    private final List<AllowedIpUpdate> allowedIps = new ArrayList<>();

    /// One network, given to the peer or taken from it.
    record AllowedIpUpdate(Prefix prefix, boolean remove) {}

    public PeerUpdate(PublicKey publicKey) {
        this.publicKey = publicKey;
    }

    /// Deletes the peer.
    public PeerUpdate remove() {
        remove = true;
        return this;
    }

    /// Does nothing if there is no such peer.
    public PeerUpdate updateOnly() {
        updateOnly = true;
        return this;
    }

    /// @param key null for none; takes effect with the next handshake
    public PeerUpdate presharedKey(@Nullable PresharedKey key) {
        presharedKey = Optional.ofNullable(key);
        return this;
    }

    public PeerUpdate endpoint(Endpoint value) {
        endpoint = value;
        return this;
    }

    /// @param seconds 0–65,535, 0 for off
    public PeerUpdate persistentKeepalive(int seconds) {
        persistentKeepalive = seconds;
        return this;
    }

    /// A responder is never dialled.
    public PeerUpdate responder(boolean value) {
        responder = value;
        return this;
    }

    /// Takes all networks from the peer, before any named one is given to it.
    public PeerUpdate replaceAllowedIps() {
        replaceAllowedIps = true;
        return this;
    }

    public PeerUpdate allow(Prefix prefix) {
        allowedIps.add(new AllowedIpUpdate(prefix, false));
        return this;
    }

    public PeerUpdate disallow(Prefix prefix) {
        allowedIps.add(new AllowedIpUpdate(prefix, true));
        return this;
    }

    public PublicKey publicKey() {
        return publicKey;
    }

    boolean removes() {
        return remove;
    }

    boolean updatesOnly() {
        return updateOnly;
    }

    boolean replacesAllowedIps() {
        return replaceAllowedIps;
    }

    @Nullable Optional<PresharedKey> newPresharedKey() {
        return presharedKey;
    }

    @Nullable Endpoint newEndpoint() {
        return endpoint;
    }

    @Nullable Integer newPersistentKeepalive() {
        return persistentKeepalive;
    }

    @Nullable Boolean newResponder() {
        return responder;
    }

    List<AllowedIpUpdate> allowedIps() {
        return allowedIps;
    }
}
