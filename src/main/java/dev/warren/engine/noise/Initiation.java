package dev.warren.engine.noise;

import dev.warren.engine.crypto.X25519;
import dev.warren.engine.key.PublicKey;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// An initiation as far as the responder can read it without knowing the peer: who sends it, and that it was made for
/// us.
///
/// Whether the sender holds the private key, only [Handshake#accept] shows.
public final class Initiation {
    private final PublicKey sender;
    private final int senderIndex;
    private final byte[] ephemeral;
    private final byte[] sealedTimestamp;
    private final SymmetricState state;

    private Initiation(
            PublicKey sender, int senderIndex, byte[] ephemeral, byte[] sealedTimestamp, SymmetricState state) {
        this.sender = sender;
        this.senderIndex = senderIndex;
        this.ephemeral = ephemeral;
        this.sealedTimestamp = sealedTimestamp;
        this.state = state;
    }

    /// Reads message 1 up to the sender's static key (§5.4.2). Costs one scalar multiplication, so check mac1
    /// first.
    ///
    /// @return null if length or type are wrong, the ephemeral key is of low order, or it isn't for this identity
    /// or
    /// that was destroyed
    public static @Nullable Initiation open(StaticIdentity local, byte[] message) {
        if (message.length != Protocol.INITIATION_LENGTH || Message.type(message) != Protocol.INITIATION) {
            return null;
        }
        SymmetricState state = new SymmetricState(local.publicKey());
        byte[] ephemeral = Message.field(message, Message.INITIATION_EPHEMERAL, Message.INITIATION_STATIC);
        state.mixEphemeral(ephemeral);
        byte[] shared = new byte[X25519.LENGTH];
        byte[] sender = null;
        if (local.dh(ephemeral, shared)) {
            state.mixKey(shared);
            sender = state.openAndHash(Message.field(message, Message.INITIATION_STATIC, Message.INITIATION_TIMESTAMP));
        }
        Arrays.fill(shared, (byte) 0);
        if (sender == null) {
            state.destroy();
            return null;
        }
        return new Initiation(
                PublicKey.ofBytes(sender),
                Message.sender(message),
                ephemeral,
                Message.field(message, Message.INITIATION_TIMESTAMP, Message.INITIATION_MACS),
                state);
    }

    public PublicKey sender() {
        return sender;
    }

    public int senderIndex() {
        return senderIndex;
    }

    byte[] ephemeral() {
        return ephemeral;
    }

    byte[] sealedTimestamp() {
        return sealedTimestamp;
    }

    SymmetricState state() {
        return state;
    }

    /// Zeroes its keys, when the sender is nobody we know. [Handshake#accept] does so by itself.
    public void destroy() {
        state.destroy();
    }
}
