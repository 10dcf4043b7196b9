package dev.warren.engine.noise;

/// Lets tests of other packages use up a session's counters without sending 2⁶⁴ messages.
public final class Wear {
    private Wear() {}

    /// Makes `counter` the next one that the key pair sends with.
    public static void skipTo(Keypair keypair, long counter) {
        keypair.skipTo(counter);
    }
}
