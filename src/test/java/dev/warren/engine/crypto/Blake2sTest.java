package dev.warren.engine.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.crypto.digests.Blake2sDigest;
import org.junit.jupiter.api.Test;

/// Vectors: RFC 7693, appendices B and E, and a MAC of ours.
class Blake2sTest {

    @Test
    void hashes_as_appendix_B() {
        byte[] abc = "abc".getBytes(StandardCharsets.US_ASCII);
        assertEquals("508c5e8c327c14e2e1a72ba34eeb452f37458b209ed63a294d999b4c86675982", hex(Blake2s.hash(abc)));
    }

    @Test
    void parts_hash_as_their_concatenation() {
        byte[] text = sequence(200, 9);
        byte[] whole = Blake2s.hash(text);
        for (int cut : new int[] {0, 1, 63, 64, 65, 128, 200}) {
            byte[] head = Arrays.copyOf(text, cut);
            byte[] tail = Arrays.copyOfRange(text, cut, text.length);
            assertEquals(hex(whole), hex(Blake2s.hash(head, tail)));
        }
    }

    /// Appendix E: a hash over the hashes, keyed and not, of texts of many lengths, for several lengths of result.
    @Test
    void passes_the_self_test_of_appendix_E() {
        int[] hashLengths = {16, 20, 28, 32};
        int[] textLengths = {0, 3, 64, 65, 255, 1024};
        Blake2sDigest all = new Blake2sDigest(256);
        for (int hashLength : hashLengths) {
            for (int textLength : textLengths) {
                byte[] text = sequence(textLength, textLength);
                byte[] key = sequence(hashLength, hashLength);
                all.update(hash(null, hashLength, text), 0, hashLength);
                all.update(hash(key, hashLength, text), 0, hashLength);
            }
        }
        byte[] result = new byte[32];
        all.doFinal(result, 0);
        assertEquals("6a411f08ce25adcdfb02aba641451cec53c598b24f4fc787fbdc88797f4c1dfe", hex(result));
    }

    @Test
    void a_mac_covers_the_given_range_under_keys_of_both_lengths() {
        byte[] text = sequence(148, 1);
        for (int keyLength : new int[] {16, 32}) {
            byte[] key = sequence(keyLength, 5);
            Blake2sDigest digest = new Blake2sDigest(key, Blake2s.MAC, null, null);
            digest.update(text, 7, 100);
            byte[] expected = new byte[Blake2s.MAC];
            digest.doFinal(expected, 0);
            assertEquals(hex(expected), hex(Blake2s.mac(key, text, 7, 100)));
        }
    }

    private static byte[] hash(byte[] key, int hashLength, byte[] text) {
        byte[] hash = new byte[hashLength];
        if (hashLength == Blake2s.MAC && key != null) {
            return Blake2s.mac(key, text, 0, text.length);
        }
        if (hashLength == Blake2s.HASH && key == null) {
            return Blake2s.hash(text);
        }
        Blake2sDigest digest =
                key == null ? new Blake2sDigest(8 * hashLength) : new Blake2sDigest(key, hashLength, null, null);
        digest.update(text, 0, text.length);
        digest.doFinal(hash, 0);
        return hash;
    }

    /// The deterministic text of appendix E.
    private static byte[] sequence(int length, int seed) {
        byte[] sequence = new byte[length];
        int a = 0xDEAD4BAD * seed;
        int b = 1;
        for (int i = 0; i < length; i++) {
            int t = a + b;
            a = b;
            b = t;
            sequence[i] = (byte) (t >>> 24);
        }
        return sequence;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
