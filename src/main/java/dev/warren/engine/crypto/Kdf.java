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
        byte[] t0 = new byte[Blake2s.HASH];
        hmac(key, input, input.length, t0);
        byte[] block = new byte[Blake2s.HASH + 1];
        int length = 0;
        for (int i = 0; i < outputs.length; i++) {
            block[length] = (byte) (i + 1);
            hmac(t0, block, length + 1, outputs[i]);
            length = Blake2s.HASH;
            System.arraycopy(outputs[i], 0, block, 0, length);
        }
        Arrays.fill(t0, (byte) 0);
        Arrays.fill(block, (byte) 0);
    }

    private static void hmac(byte[] key, byte[] input, int length, byte[] output) {
        HMac hmac = new HMac(new Blake2sDigest(8 * Blake2s.HASH));
        hmac.init(new KeyParameter(key));
        hmac.update(input, 0, length);
        hmac.doFinal(output, 0);
    }
}
