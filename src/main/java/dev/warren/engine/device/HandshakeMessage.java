package dev.warren.engine.device;

import dev.warren.engine.conn.Endpoint;
import dev.warren.engine.noise.Message;
import dev.warren.engine.noise.Protocol;

/// A handshake initiation, handshake response or cookie reply that waits for the control thread.
///
/// @param bytes the whole message, of the length that its type has
/// @param source where it came from, with the address of ours that it came to
record HandshakeMessage(byte[] bytes, Endpoint source) {

    /// The length of a message of this type; 0 if that isn't one of the three.
    static int length(int type) {
        return switch (type) {
            case Protocol.INITIATION -> Protocol.INITIATION_LENGTH;
            case Protocol.RESPONSE -> Protocol.RESPONSE_LENGTH;
            case Protocol.COOKIE_REPLY -> Protocol.COOKIE_REPLY_LENGTH;
            default -> 0;
        };
    }

    int type() {
        return Message.type(bytes);
    }
}
