package dev.warren.engine.noise;

import dev.warren.engine.crypto.AeadKey;
import dev.warren.engine.crypto.X25519;
import dev.warren.engine.key.PresharedKey;
import dev.warren.engine.key.PublicKey;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The handshake with one peer (whitepaper §5.4), as initiator and as responder.
///
/// The two roles keep their states apart: to answer a peer's initiation doesn't spoil our own one that is under way,
/// so two peers that begin at the same moment both succeed.
///
/// - Initiator: [#initiate], then [#complete] with the response.
/// - Responder: [Initiation#open] tells the peer, then [#accept] and, at once, [#respond].
public final class Handshake {
    private static final byte[] EMPTY = {};
    private static final SecureRandom SECURE_RANDOM = new SecureRandom();

    private final PublicKey remote;
    private final byte[] remoteBytes;
    private final RandomGenerator random;
    private final byte[] staticStatic = new byte[X25519.LENGTH];
    private final byte[] presharedKey = new byte[X25519.LENGTH];

    private @Nullable StaticIdentity local;
    private StaticStatic staticStaticIs = StaticStatic.UNKNOWN;
    private @Nullable Initiated initiated;
    private @Nullable Initiation accepted;
    private @Nullable Tai64n lastSent;
    private @Nullable Tai64n lastReceived;
    private long lastAccepted;

    /// What is known of DH(S_priv, S_pub): computed when first needed, since most peers of a large server are
    /// away.
    private enum StaticStatic {
        UNKNOWN,
        SHARED,
        NONE
    }

    /// Our initiation that waits for a response.
    private record Initiated(int localIndex, X25519.Scalar ephemeral, SymmetricState state) {
        void destroy() {
            ephemeral.destroy();
            state.destroy();
        }
    }

    /// @param local null while we have no key: nothing is possible then
    public Handshake(@Nullable StaticIdentity local, PublicKey remote, @Nullable PresharedKey presharedKey) {
        this(local, remote, presharedKey, SECURE_RANDOM);
    }

    /// @param random makes the ephemeral keys
    public Handshake(
            @Nullable StaticIdentity local,
            PublicKey remote,
            @Nullable PresharedKey presharedKey,
            RandomGenerator random) {
        this.local = local;
        this.remote = remote;
        this.remoteBytes = remote.bytes();
        this.random = random;
        presharedKey(presharedKey);
    }

    /// False if the static keys have no shared secret, because the peer's is of low order or we have none: then
    /// nothing may be sent to it.
    public boolean possible() {
        StaticIdentity self = local;
        if (self == null) {
            return false;
        }
        if (staticStaticIs == StaticStatic.UNKNOWN) {
            staticStaticIs = self.dh(remoteBytes, staticStatic) ? StaticStatic.SHARED : StaticStatic.NONE;
        }
        return staticStaticIs == StaticStatic.SHARED;
    }

    /// True while an initiation of ours waits for its response.
    public boolean pending() {
        return initiated != null;
    }

    /// The index in the initiation that waits for its response, or 0.
    public int localIndex() {
        return initiated == null ? 0 : initiated.localIndex();
    }

    /// Writes message 1 (§5.4.2) to `out`, which has 148 bytes; the MACs are left zero. Replaces an earlier
    /// initiation.
    ///
    /// @param now the wall clock; the timestamp is later than every earlier one even if this isn't
    /// @return false, with nothing written, if the handshake isn't [#possible]
    public boolean initiate(int localIndex, Tai64n now, byte[] out) {
        StaticIdentity self = local;
        if (self == null || !possible()) {
            return false;
        }
        clearInitiated();
        Arrays.fill(out, (byte) 0);
        Message.putInt(out, Message.TYPE, Protocol.INITIATION);
        Message.putInt(out, Message.SENDER, localIndex);

        SymmetricState state = new SymmetricState(remote);
        X25519.Scalar ephemeral = X25519.best().generate(random);
        byte[] ephemeralPoint = ephemeral.publicPoint();
        state.mixEphemeral(ephemeralPoint);
        Message.put(out, Message.INITIATION_EPHEMERAL, ephemeralPoint);

        if (!mixSharedKey(state, ephemeral, remoteBytes)) {
            throw new AssertionError("A peer whose key is of low order isn't possible");
        }
        Message.put(
                out,
                Message.INITIATION_STATIC,
                state.sealAndHash(self.publicKey().bytes()));

        state.mixKey(staticStatic);
        Tai64n timestamp = lastSent == null || now.isAfter(lastSent) ? now : lastSent.next();
        lastSent = timestamp;
        Message.put(out, Message.INITIATION_TIMESTAMP, state.sealAndHash(timestamp.bytes()));

        initiated = new Initiated(localIndex, ephemeral, state);
        return true;
    }

    /// Checks the rest of a peer's initiation (§5.4.2). Uses it up, whatever the outcome.
    public Outcome accept(Initiation initiation, long now) {
        Outcome outcome = check(initiation, now);
        if (outcome == Outcome.ACCEPTED) {
            clearAccepted();
            accepted = initiation;
        } else {
            initiation.destroy();
        }
        return outcome;
    }

    private Outcome check(Initiation initiation, long now) {
        if (!possible()) {
            return Outcome.IMPOSSIBLE;
        }
        SymmetricState state = initiation.state();
        state.mixKey(staticStatic);
        byte[] opened = state.openAndHash(initiation.sealedTimestamp());
        if (opened == null || !initiation.sender().equals(remote)) {
            return Outcome.NOT_AUTHENTIC;
        }
        Tai64n timestamp = Tai64n.read(opened);
        if (lastReceived != null && !timestamp.isAfter(lastReceived)) {
            return Outcome.REPLAYED;
        }
        if (lastReceived != null && now - lastAccepted < Protocol.INITIATION_INTERVAL) {
            return Outcome.FLOODED;
        }
        lastReceived = timestamp;
        lastAccepted = now;
        return Outcome.ACCEPTED;
    }

    /// Writes message 2 (§5.4.3), the answer to the initiation accepted last, to `out`, which has 92 bytes; the
    /// MACs are left zero.
    ///
    /// @return the key pair, not to be sent with before the initiator has; null, and nothing to send, if the
    ///     initiator's ephemeral key is of low order
    /// @throws IllegalStateException if no initiation was accepted
    public @Nullable Keypair respond(int localIndex, long now, byte[] out) {
        Initiation initiation = accepted;
        if (initiation == null) {
            throw new IllegalStateException("No initiation was accepted");
        }
        Arrays.fill(out, (byte) 0);
        Message.putInt(out, Message.TYPE, Protocol.RESPONSE);
        Message.putInt(out, Message.SENDER, localIndex);
        Message.putInt(out, Message.RESPONSE_RECEIVER, initiation.senderIndex());

        SymmetricState state = initiation.state();
        X25519.Scalar ephemeral = X25519.best().generate(random);
        try {
            byte[] ephemeralPoint = ephemeral.publicPoint();
            state.mixEphemeral(ephemeralPoint);
            Message.put(out, Message.RESPONSE_EPHEMERAL, ephemeralPoint);
            if (!mixSharedSecret(state, ephemeral, initiation.ephemeral())
                    || !mixSharedSecret(state, ephemeral, remoteBytes)) {
                return null;
            }
            state.mixKeyAndHash(presharedKey);
            Message.put(out, Message.RESPONSE_EMPTY, state.sealAndHash(EMPTY));
            AeadKey[] keys = state.split();
            return new Keypair(localIndex, initiation.senderIndex(), false, now, keys[1], keys[0]);
        } finally {
            ephemeral.destroy();
            clearAccepted();
        }
    }

    /// Reads message 2 (§5.4.3). If it isn't the answer to our initiation, that goes on waiting.
    ///
    /// @return the key pair, to be sent with at once; null if the response isn't authentic or none was awaited
    public @Nullable Keypair complete(byte[] response, long now) {
        Initiated initiation = initiated;
        StaticIdentity self = local;
        if (initiation == null
                || self == null
                || response.length != Protocol.RESPONSE_LENGTH
                || Message.type(response) != Protocol.RESPONSE
                || Message.responseReceiver(response) != initiation.localIndex()) {
            return null;
        }
        SymmetricState state = initiation.state().copy();
        try {
            byte[] ephemeral = Message.field(response, Message.RESPONSE_EPHEMERAL, Message.RESPONSE_EMPTY);
            state.mixEphemeral(ephemeral);
            if (!mixSharedSecret(state, initiation.ephemeral(), ephemeral)
                    || !mixStaticSecret(state, self, ephemeral)) {
                return null;
            }
            state.mixKeyAndHash(presharedKey);
            if (state.openAndHash(Message.field(response, Message.RESPONSE_EMPTY, Message.RESPONSE_MACS)) == null) {
                return null;
            }
            AeadKey[] keys = state.split();
            clearInitiated();
            return new Keypair(initiation.localIndex(), Message.sender(response), true, now, keys[0], keys[1]);
        } finally {
            state.destroy();
        }
    }

    /// Takes effect with the next handshake message; null is the same as all zero.
    public void presharedKey(@Nullable PresharedKey key) {
        if (key == null) {
            Arrays.fill(presharedKey, (byte) 0);
        } else {
            byte[] bytes = key.bytes();
            System.arraycopy(bytes, 0, presharedKey, 0, bytes.length);
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /// Another static key of our own, or none: what was under way is void. The timestamps stay, as they do in
    /// Linux, so that no initiation of before can be replayed afterwards.
    public void local(@Nullable StaticIdentity identity) {
        clear();
        local = identity;
        Arrays.fill(staticStatic, (byte) 0);
        staticStaticIs = StaticStatic.UNKNOWN;
    }

    /// The timestamp of our last initiation; null if there was none.
    public @Nullable Tai64n lastSent() {
        return lastSent;
    }

    /// Has every initiation be later than one that was sent before there was this object.
    public void lastSent(@Nullable Tai64n before) {
        lastSent = before;
    }

    /// Lets the peer begin anew although its clock was once in the future.
    public void forgetTimestamp() {
        lastReceived = null;
    }

    /// Zeroes the ephemeral keys of what is under way, in both roles. Timestamps stay.
    public void clear() {
        clearInitiated();
        clearAccepted();
    }

    /// Zeroes every secret, when the peer is gone: nothing is possible afterwards.
    public void destroy() {
        clear();
        staticStaticIs = StaticStatic.NONE;
        Arrays.fill(staticStatic, (byte) 0);
        Arrays.fill(presharedKey, (byte) 0);
    }

    private void clearInitiated() {
        if (initiated != null) {
            initiated.destroy();
            initiated = null;
        }
    }

    private void clearAccepted() {
        if (accepted != null) {
            accepted.destroy();
            accepted = null;
        }
    }

    /// (C, κ) := KDF2(C, DH(scalar, point))
    private static boolean mixSharedKey(SymmetricState state, X25519.Scalar scalar, byte[] point) {
        byte[] shared = new byte[X25519.LENGTH];
        boolean valid = scalar.multiply(point, shared);
        state.mixKey(shared);
        Arrays.fill(shared, (byte) 0);
        return valid;
    }

    /// C := KDF1(C, DH(scalar, point))
    private static boolean mixSharedSecret(SymmetricState state, X25519.Scalar scalar, byte[] point) {
        byte[] shared = new byte[X25519.LENGTH];
        boolean valid = scalar.multiply(point, shared);
        state.mixChainKey(shared);
        Arrays.fill(shared, (byte) 0);
        return valid;
    }

    /// C := KDF1(C, DH(S_priv, point))
    private static boolean mixStaticSecret(SymmetricState state, StaticIdentity self, byte[] point) {
        byte[] shared = new byte[X25519.LENGTH];
        boolean valid = self.dh(point, shared);
        state.mixChainKey(shared);
        Arrays.fill(shared, (byte) 0);
        return valid;
    }
}
