package dev.warren.engine.device;

import dev.warren.engine.conn.Endpoint;
import dev.warren.engine.key.PublicKey;
import dev.warren.engine.noise.Keypair;
import dev.warren.engine.noise.Protocol;
import java.lang.System.Logger.Level;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What happens to one peer, in words, for whoever looks for what is wrong with it: what Linux tells with dynamic
/// debug.
///
/// Off until it is switched on for this peer, and then at level debug of the logger [#NAME]. While it is off, each
/// method reads one field. It never tells a key, but the short form of the public one.
final class PeerLog {
    /// The name of the logger.
    static final String NAME = "dev.warren.engine.peers";

    private static final System.Logger LOG = System.getLogger(NAME);

    private static final long SECOND = 1_000_000_000L;

    /// Whoever sends rubbish shall not fill the disk: at most so many lines about drops in such a time.
    private static final int DROPS = 10;

    private static final long DROPS_MILLIS = 5_000;

    private final PublicKey peer;

    /// The interface's name while the log is on.
    private volatile @Nullable String tunnel;

    private long dropsSince = Long.MIN_VALUE;
    private int drops;

    PeerLog(PublicKey peer) {
        this.peer = peer;
    }

    void on(String interfaceName) {
        tunnel = interfaceName;
    }

    void off() {
        tunnel = null;
    }

    boolean isOn() {
        return tunnel != null;
    }

    void created() {
        say("Created", null);
    }

    void removed() {
        say("Removed", null);
    }

    void initiationSent(Endpoint to) {
        say("Sending handshake initiation", to);
    }

    void initiationReceived(Endpoint from) {
        say("Receiving handshake initiation", from);
    }

    void responseSent(Endpoint to) {
        say("Sending handshake response", to);
    }

    void responseReceived(Endpoint from) {
        say("Receiving handshake response", from);
    }

    void cookieReceived(Endpoint from) {
        say("Receiving cookie reply", from);
    }

    void keepaliveSent(Endpoint to) {
        say("Sending keepalive", to);
    }

    void keepaliveReceived(@Nullable Endpoint from) {
        say("Receiving keepalive", from);
    }

    void endpointChanged(Endpoint to) {
        say("Endpoint changed", to);
    }

    void keypairCreated(Keypair keypair) {
        if (isOn()) {
            say("Keypair %08x created".formatted(keypair.localIndex()), null);
        }
    }

    void keypairDestroyed(Keypair keypair) {
        if (isOn()) {
            say("Keypair %08x destroyed".formatted(keypair.localIndex()), null);
        }
    }

    /// @param attempt which one begins now, 2 for the first that is a repetition
    void handshakeRepeated(int attempt) {
        if (isOn()) {
            say(
                    "Handshake did not complete after %d seconds, retrying (try %d)"
                            .formatted(Protocol.REKEY_TIMEOUT / SECOND, attempt),
                    null);
        }
    }

    void handshakeGivenUp(int attempts) {
        if (isOn()) {
            say("Handshake did not complete after %d attempts, giving up".formatted(attempts), null);
        }
    }

    void peerSilent() {
        if (isOn()) {
            say(
                    "Retrying handshake because nothing came back for %d seconds"
                            .formatted((Protocol.KEEPALIVE_TIMEOUT + Protocol.REKEY_TIMEOUT) / SECOND),
                    null);
        }
    }

    void keysZeroed() {
        if (isOn()) {
            say(
                    "Zeroing out all keys, since there was no new one for %d seconds"
                            .formatted(Protocol.ZERO_KEYS_AFTER_TIME / SECOND),
                    null);
        }
    }

    /// @param millis any clock that goes forward
    void dropped(Drop reason, long packets, long millis) {
        if (isOn() && mayTellDrop(millis)) {
            say(
                    "Dropping %d (%s)"
                            .formatted(
                                    packets,
                                    reason.name().toLowerCase(Locale.ROOT).replace('_', ' ')),
                    null);
        }
    }

    private synchronized boolean mayTellDrop(long millis) {
        if (dropsSince == Long.MIN_VALUE || millis - dropsSince >= DROPS_MILLIS) {
            dropsSince = millis;
            drops = 0;
        }
        return drops++ < DROPS;
    }

    private void say(String what, @Nullable Endpoint where) {
        String name = tunnel;
        if (name != null) {
            LOG.log(
                    Level.DEBUG,
                    () -> name + ": peer " + peer + (where == null ? "" : " (" + where + ")") + ": " + what);
        }
    }
}
