package dev.warren.engine;

import dev.warren.engine.key.PublicKey;
import java.net.InetSocketAddress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The live figures of one peer.
///
/// @param endpoint where its last authenticated packet came from, or where it was told to be
/// @param latestHandshake when the last handshake was completed
/// @param receiveBytes outer bytes of authenticated messages from the peer since the engine's start
/// @param transmitBytes outer bytes of messages to the peer since the engine's start
public record PeerStats(
        PublicKey publicKey,
        @Nullable InetSocketAddress endpoint,
        @Nullable Instant latestHandshake,
        long receiveBytes,
        long transmitBytes) {}
