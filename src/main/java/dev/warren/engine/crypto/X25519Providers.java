package dev.warren.engine.crypto;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The implementations of [X25519], fastest first (src/docs/decisions.md has the measurements), and the choice among
/// them.
final class X25519Providers {
    static final String PROPERTY = "warren.engine.x25519";

    private static final List<Supplier<X25519>> ALL = List.of(LibcryptoX25519::new, BouncyCastleX25519::new);

    private static final System.Logger LOG = System.getLogger(X25519Providers.class.getName());

    // RFC 7748 §5.2, the first two vectors, and §6.1
    private static final byte[] SCALAR = hex("a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4");
    private static final byte[] POINT = hex("e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c");
    private static final byte[] PRODUCT = hex("c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552");
    private static final byte[] ALICE_PRIVATE = hex("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a");
    private static final byte[] ALICE_PUBLIC = hex("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a");

    private X25519Providers() {}

    private static final class Chosen {
        static final X25519 BEST = choose();

        private static X25519 choose() {
            String wanted = System.getProperty(PROPERTY);
            return available()
                    .filter(x25519 -> wanted == null || wanted.equals(x25519.name()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(
                            wanted == null
                                    ? "No X25519 implementation works on this machine"
                                    : "There is no X25519 implementation “" + wanted + "” that works on this machine"));
        }
    }

    /// Those that work here, fastest first.
    static Stream<X25519> available() {
        return ALL.stream()
                .flatMap(create -> {
                    try {
                        return Stream.of(create.get());
                    } catch (LinkageError e) {
                        LOG.log(System.Logger.Level.INFO, "An X25519 isn''t available: {0}", e.getMessage());
                        return Stream.empty();
                    }
                })
                .filter(X25519Providers::passes);
    }

    static X25519 best() {
        return Chosen.BEST;
    }

    static boolean passes(X25519 x25519) {
        try {
            return computes(x25519);
        } catch (AssertionError e) {
            LOG.log(System.Logger.Level.WARNING, "X25519 {0} isn''t as expected: {1}", x25519.name(), e.getMessage());
            return false;
        }
    }

    private static boolean computes(X25519 x25519) {
        byte[] shared = new byte[X25519.LENGTH];
        X25519.Scalar scalar = x25519.scalar(SCALAR);
        X25519.Scalar alice = x25519.scalar(ALICE_PRIVATE);
        try {
            return scalar.multiply(POINT, shared)
                    && Arrays.equals(shared, PRODUCT)
                    && Arrays.equals(alice.publicPoint(), ALICE_PUBLIC)
                    && !scalar.multiply(new byte[X25519.LENGTH], shared);
        } finally {
            scalar.destroy();
            alice.destroy();
        }
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
