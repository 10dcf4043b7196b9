package dev.warren.engine.crypto;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.security.GeneralSecurityException;
import java.security.Provider;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// ChaCha20-Poly1305 of any JCA provider, through arrays on the heap.
final class JcaAead implements Aead {
    private final Cipher cipher;
    private final byte[] nonce = new byte[12];
    private final byte[] key = new byte[32];
    private final byte[] input = new byte[2048];
    private final byte[] output = new byte[2048];

    JcaAead(String transformation, Provider provider) {
        try {
            cipher = Cipher.getInstance(transformation, provider);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public boolean seal(AeadKey aeadKey, long counter, MemorySegment slab, long offset, int length) {
        try {
            run(Cipher.ENCRYPT_MODE, aeadKey, counter, slab, offset, length);
            return true;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public boolean open(AeadKey aeadKey, long counter, MemorySegment slab, long offset, int length) {
        try {
            run(Cipher.DECRYPT_MODE, aeadKey, counter, slab, offset, length);
            return true;
        } catch (AEADBadTagException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void run(int mode, AeadKey aeadKey, long counter, MemorySegment slab, long offset, int length)
            throws GeneralSecurityException {
        aeadKey.copyTo(key);
        Bytes.putLongLe(nonce, 4, counter);
        cipher.init(mode, new SecretKeySpec(key, "ChaCha20"), new IvParameterSpec(nonce));
        MemorySegment.copy(slab, ValueLayout.JAVA_BYTE, offset, input, 0, length);
        int written = cipher.doFinal(input, 0, length, output, 0);
        MemorySegment.copy(output, 0, slab, ValueLayout.JAVA_BYTE, offset, written);
    }

    @Override
    public String name() {
        return cipher.getProvider().getName();
    }

    @Override
    public void close() {}
}
