package dev.warren.engine.noise;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A peer's key pairs and their rotation (whitepaper §6.3). Thread-safe; the getters don't lock.
///
/// - `current`: sent with, and received on.
/// - `previous`: received on, for messages that were under way when the current one came.
/// - `next`: made as responder; becomes the current one when the initiator proves, by the first message under it, that
/// it has it too.
///
/// Those that fall out are returned: their indices have to go before they are destroyed.
public final class Keypairs {
    private volatile @Nullable Keypair previous;
    private volatile @Nullable Keypair current;
    private volatile @Nullable Keypair next;

    public @Nullable Keypair previous() {
        return previous;
    }

    public @Nullable Keypair current() {
        return current;
    }

    public @Nullable Keypair next() {
        return next;
    }

    /// Takes in the result of a handshake.
    ///
    /// @return the key pairs that fell out
    public synchronized List<Keypair> add(Keypair keypair) {
        if (!keypair.initiator()) {
            List<Keypair> retired = present(next, previous);
            next = keypair;
            previous = null;
            return retired;
        }
        if (next != null) {
            // The peer has this one and may be sending under it already, while what is current is older than both.
            List<Keypair> retired = present(previous, current);
            previous = next;
            next = null;
            current = keypair;
            return retired;
        }
        List<Keypair> retired = present(previous);
        previous = current;
        current = keypair;
        return retired;
    }

    /// The first authentic message under `keypair` has come. If it is the next one, it becomes the current one.
    ///
    /// @return the key pairs that fell out
    public synchronized List<Keypair> confirm(Keypair keypair) {
        if (keypair != next) {
            return List.of();
        }
        List<Keypair> retired = present(previous);
        previous = current;
        current = keypair;
        next = null;
        return retired;
    }

    /// Ends sending with all of them; they still receive. After a change of our own static key.
    public synchronized void stopSending() {
        present(previous, current, next).forEach(Keypair::stopSending);
    }

    /// Takes all of them out.
    ///
    /// @return what there was
    public synchronized List<Keypair> clear() {
        List<Keypair> retired = present(previous, current, next);
        previous = null;
        current = null;
        next = null;
        return retired;
    }

    private static List<Keypair> present(@Nullable Keypair... keypairs) {
        List<Keypair> present = new ArrayList<>(keypairs.length);
        for (Keypair keypair : keypairs) {
            if (keypair != null) {
                present.add(keypair);
            }
        }
        return present;
    }
}
