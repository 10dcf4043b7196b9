package dev.warren.engine.crypto;

import java.lang.foreign.MemorySegment;

/// ChaCha20-Poly1305 (RFC 8439) over native memory, in place: AEAD(key, counter, plain text, ε) of whitepaper §5.4, for
/// transport messages.
///
/// An instance belongs to one thread. The nonce is 32 zero bits, then the counter as 64 bits, least significant byte
/// first.
/// There is no additional data; the handshake, which has some, uses [ChaChaPoly].
public interface Aead extends AutoCloseable {
    /// Length of the authentication tag, in bytes.
    int TAG = 16;

    /// Encrypts `length` bytes at `offset` in place and writes the tag right behind them. A counter is used once
    /// per
    /// key.
    ///
    /// @return false if the key has been destroyed: then the bytes and the tag are zeroes, which nobody accepts
    boolean seal(AeadKey key, long counter, MemorySegment slab, long offset, int length);

    /// Decrypts in place what [#seal] made; `length` includes the tag, and the plain text is [#TAG] bytes shorter.
    ///
    /// @return false if it is not authentic or the key has been destroyed: then the bytes mean nothing
    boolean open(AeadKey key, long counter, MemorySegment slab, long offset, int length);

    /// Name of the implementation, for the log and for [#named].
    String name();

    /// Frees native memory and forgets the key used last.
    @Override
    void close();

    /// The fastest implementation that works here, or the one the system property `warren.engine.aead` names.
    static Aead best() {
        return AeadProviders.best();
    }

    /// @throws IllegalArgumentException if there is no implementation of that name or it doesn't work here
    static Aead named(String name) {
        return AeadProviders.named(name);
    }
}
