package dev.warren.engine.crypto;

import org.bouncycastle.crypto.digests.Blake2sDigest;

/// BLAKE2s (RFC 7693): HASH and MAC of whitepaper §5.4.
public final class Blake2s {
    /// Length of HASH, in bytes.
    public static final int HASH = 32;

    /// Length of MAC, in bytes.
    public static final int MAC = 16;

    private Blake2s() {}

    /// HASH of the parts, one after the other.
    public static byte[] hash(byte[]... parts) {
        Blake2sDigest digest = new Blake2sDigest(8 * HASH);
        for (byte[] part : parts) {
            digest.update(part, 0, part.length);
        }
        byte[] hash = new byte[HASH];
        digest.doFinal(hash, 0);
        return hash;
    }

    /// MAC of `length` bytes at `offset` under a key of up to 32 bytes.
    public static byte[] mac(byte[] key, byte[] input, int offset, int length) {
        Blake2sDigest digest = new Blake2sDigest(key, MAC, null, null);
        digest.update(input, offset, length);
        byte[] mac = new byte[MAC];
        digest.doFinal(mac, 0);
        return mac;
    }
}
