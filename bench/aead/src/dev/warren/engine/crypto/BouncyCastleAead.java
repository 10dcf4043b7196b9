package dev.warren.engine.crypto;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.modes.ChaCha20Poly1305;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/// BouncyCastle's ChaCha20-Poly1305 without JCA around it.
final class BouncyCastleAead implements Aead {
    private final ChaCha20Poly1305 cipher = new ChaCha20Poly1305();
    private final byte[] nonce = new byte[12];
    private final byte[] key = new byte[32];
    private final byte[] input = new byte[2048];
    private final byte[] output = new byte[2048];

    @Override
    public boolean seal(AeadKey aeadKey, long counter, MemorySegment slab, long offset, int length) {
        return run(true, aeadKey, counter, slab, offset, length);
    }

    @Override
    public boolean open(AeadKey aeadKey, long counter, MemorySegment slab, long offset, int length) {
        return run(false, aeadKey, counter, slab, offset, length);
    }

    private boolean run(boolean seal, AeadKey aeadKey, long counter, MemorySegment slab, long offset, int length) {
        aeadKey.copyTo(key);
        Bytes.putLongLe(nonce, 4, counter);
        cipher.init(seal, new ParametersWithIV(new KeyParameter(key), nonce));
        MemorySegment.copy(slab, ValueLayout.JAVA_BYTE, offset, input, 0, length);
        try {
            int written = cipher.processBytes(input, 0, length, output, 0);
            written += cipher.doFinal(output, written);
            MemorySegment.copy(output, 0, slab, ValueLayout.JAVA_BYTE, offset, written);
            return true;
        } catch (InvalidCipherTextException e) {
            return false;
        }
    }

    @Override
    public String name() {
        return "bouncycastle";
    }

    @Override
    public void close() {}
}
