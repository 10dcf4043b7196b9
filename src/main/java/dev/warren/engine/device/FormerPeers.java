package dev.warren.engine.device;

import dev.warren.engine.key.PublicKey;
import dev.warren.engine.noise.Tai64n;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// When we last began a handshake with peers that are gone.
///
/// One that is let in again goes on from there. It still knows that moment, and if somebody has set our clock back
/// meanwhile, it would take all that we begin for old until the clock is past it.
final class FormerPeers {

    /// Of more, those that went first are forgotten: keys that come and go need not be few.
    private static final int MOST = 10_000;

    private final Map<PublicKey, Tai64n> lastSent = new LinkedHashMap<>();

    void went(PublicKey key, @Nullable Tai64n sent) {
        if (sent != null) {
            lastSent.put(key, sent);
            if (lastSent.size() > MOST) {
                lastSent.remove(lastSent.keySet().iterator().next());
            }
        }
    }

    /// What it was, if the peer was here before.
    @Nullable Tai64n cameBack(PublicKey key) {
        return lastSent.remove(key);
    }
}
