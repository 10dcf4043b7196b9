package dev.warren.engine.crypto;

import java.util.Arrays;
import org.bouncycastle.crypto.digests.Blake2sDigest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;

/// KDF_n of whitepaper §5.4: HKDF (RFC 5869) with HMAC-BLAKE2s and no info.
public final class Kdf {
    private Kdf() {}

    /// KDF_n(key, input), n being the number of outputs of 32 bytes each. An output may be the same array as the
    /// key.
    public static void derive(byte[] key, byte[] input, byte[]... outputs) {
        byte[] secret = new byte[Blake2s.HASH];
        HMac extract = hmac(key);
        extract.update(input, 0, input.length);
        extract.doFinal(secret, 0);

        HMac expand = hmac(secret);
        for (int i = 0; i < outputs.length; i++) {
            if (i > 0) {
                expand.update(outputs[i - 1], 0, Blake2s.HASH);
            }
            expand.update((byte) (i + 1));
            expand.doFinal(outputs[i], 0);
        }
        Arrays.fill(secret, (byte) 0);
    }

    private static HMac hmac(byte[] key) {
        HMac hmac = new HMac(new Blake2sDigest(8 * Blake2s.HASH));
        hmac.init(new KeyParameter(key));
        return hmac;
    }
}
