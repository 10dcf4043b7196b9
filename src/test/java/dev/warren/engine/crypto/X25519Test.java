package dev.warren.engine.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What every implementation of [X25519] has to do. Vectors: RFC 7748.
class X25519Test {
    /// All points whose order divides 8, in every encoding that 32 bytes allow.
    private static final List<String> LOW_ORDER = List.of(
            "0000000000000000000000000000000000000000000000000000000000000000",
            "0100000000000000000000000000000000000000000000000000000000000000",
            "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
            "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
            "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "0000000000000000000000000000000000000000000000000000000000000080",
            "0100000000000000000000000000000000000000000000000000000000000080",
            "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b880",
            "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f11d7",
            "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
            "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
            "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff");

    static Stream<X25519> implementations() {
        return X25519Providers.available();
    }

    @ParameterizedTest
    @MethodSource("implementations")
    void multiplies_as_the_vectors_of_section_5_2(X25519 x25519) {
        assertEquals(
                "c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552",
                multiply(
                        x25519,
                        "a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4",
                        "e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c"));
        assertEquals(
                "95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957",
                multiply(
                        x25519,
                        "4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d",
                        "e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493"));
    }

    @ParameterizedTest
    @MethodSource("implementations")
    void a_thousand_multiplications_in_a_row_end_where_section_5_2_says(X25519 x25519) {
        String scalar = "0900000000000000000000000000000000000000000000000000000000000000";
        String point = scalar;
        for (int i = 0; i < 1000; i++) {
            String product = multiply(x25519, scalar, point);
            point = scalar;
            scalar = product;
            if (i == 0) {
                assertEquals("422c8e7a6227d7bca1350b3e2bb7279f7897b87bb6854b783c60e80311ae3079", product);
            }
        }
        assertEquals("684cf59ba83309552800ef566f2f4d3c1c3887c49360e3875f2eb94d99532c51", scalar);
    }

    @ParameterizedTest
    @MethodSource("implementations")
    void two_sides_agree_as_in_section_6_1(X25519 x25519) {
        X25519.Scalar alice = x25519.scalar(hex("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a"));
        X25519.Scalar bob = x25519.scalar(hex("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb"));
        assertEquals("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a", hex(alice.publicPoint()));
        assertEquals("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f", hex(bob.publicPoint()));
        byte[] shared = new byte[32];
        assertTrue(alice.multiply(bob.publicPoint(), shared));
        assertEquals("4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742", hex(shared));
        assertTrue(bob.multiply(alice.publicPoint(), shared));
        assertEquals("4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742", hex(shared));
        alice.destroy();
        bob.destroy();
    }

    @ParameterizedTest
    @MethodSource("implementations")
    void a_point_of_low_order_has_no_shared_secret(X25519 x25519) {
        X25519.Scalar scalar = x25519.generate(new Random(7));
        for (String point : LOW_ORDER) {
            byte[] shared = new byte[32];
            assertFalse(scalar.multiply(hex(point), shared), point);
            assertArrayEquals(new byte[32], shared, point);
        }
        scalar.destroy();
    }

    /// Random points lie on the curve or on its twist; those from 2^255 − 19 on are not canonical; then   n
    /// //////highest bit doesn't count.
    @ParameterizedTest
    @MethodSource("implementations")
    void any_32_bytes_are_a_point_and_give_what_the_jdk_gives(X25519 x25519) throws Exception {
        Random random = new Random(42);
        SunEcX25519 reference = new SunEcX25519();
        for (int i = 0; i < 60; i++) {
            byte[] scalar = new byte[32];
            byte[] point = new byte[32];
            random.nextBytes(scalar);
            random.nextBytes(point);
            if (i < 20) {
                point = hex(
                        "f0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff" + (i % 2 == 0 ? "7f" : "ff"));
                point[0] += (byte) (i / 2);
            }
            assertEquals(hex(reference.multiply(scalar, point)), multiply(x25519, hex(scalar), hex(point)));
        }
    }

    @ParameterizedTest
    @MethodSource("implementations")
    void a_destroyed_scalar_refuses(X25519 x25519) {
        X25519.Scalar scalar = x25519.generate(new Random(3));
        scalar.destroy();
        scalar.destroy();
        byte[] point = x25519.generate(new Random(4)).publicPoint();
        byte[] shared = point.clone();
        assertFalse(scalar.multiply(point, shared));
        assertArrayEquals(new byte[32], shared);
    }

    @ParameterizedTest
    @MethodSource("implementations")
    void the_public_point_is_a_copy(X25519 x25519) {
        X25519.Scalar scalar = x25519.generate(new Random(3));
        byte[] before = scalar.publicPoint();
        scalar.publicPoint()[0] ^= 1;
        assertArrayEquals(before, scalar.publicPoint());
        scalar.destroy();
    }

    private static String multiply(X25519 x25519, String scalar, String point) {
        X25519.Scalar prepared = x25519.scalar(hex(scalar));
        byte[] product = new byte[32];
        assertTrue(prepared.multiply(hex(point), product));
        prepared.destroy();
        return hex(product);
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
