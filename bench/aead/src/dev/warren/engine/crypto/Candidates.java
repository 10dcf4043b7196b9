package dev.warren.engine.crypto;

import java.security.Provider;
import java.security.Security;
import org.conscrypt.Conscrypt;

/// What could do the work, by name.
final class Candidates {
    static final Provider CONSCRYPT = Conscrypt.newProvider();

    private Candidates() {}

    static Aead aead(String name) {
        return switch (name) {
            case "libcrypto" -> new LibcryptoAead();
            case "vector" -> new VectorAead();
            case "sunjce" -> new SunJceAead();
            case "conscrypt" -> new JcaAead("ChaCha20/Poly1305/NoPadding", CONSCRYPT);
            default -> throw new IllegalArgumentException(name);
        };
    }

    static X25519 x25519(String name) {
        return switch (name) {
            case "libcrypto" -> new LibcryptoX25519();
            case "bouncycastle" -> new BouncyCastleX25519();
            case "sunec" -> new JcaX25519(Security.getProvider("SunEC"));
            case "conscrypt" -> new JcaX25519(CONSCRYPT);
            default -> throw new IllegalArgumentException(name);
        };
    }
}
