package dev.warren.engine.crypto;

/// The choice among the implementations of [X25519].
final class X25519Providers {
    static final X25519 BEST = new BouncyCastleX25519();

    private X25519Providers() {}
}
