package dev.warren.engine.crypto;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// The JDK's own ChaCha20-Poly1305: needs nothing installed, and is the last resort.
///
/// The text is copied to the heap and back, because the cipher's `ByteBuffer` methods copy more often than that. Its
/// `init` allocates about
/// half a kilobyte for each packet, which can't be avoided; an unauthentic packet costs an exception, which doesn't
/// escape.
final class SunJceAead implements Aead {
    static final String NAME = "sunjce";

    private static final int NONCE = 12;

    private final byte[] key = new byte[AeadKey.LENGTH];
    private final byte[] nonce = new byte[NONCE];
    private byte[] text = new byte[2048];
    private Cipher cipher = newCipher();

    private static Cipher newCipher() {
        try {
            return Cipher.getInstance("ChaCha20-Poly1305", "SunJCE");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JDK has no ChaCha20-Poly1305", e);
        }
    }

    @Override
    public boolean seal(AeadKey aeadKey, long counter, MemorySegment slab, long offset, int length) {
        if (!aeadKey.copyTo(key)) {
            slab.asSlice(offset, length + TAG).fill((byte) 0);
            return false;
        }
        byte[] text = room(length + TAG);
        MemorySegment.copy(slab, ValueLayout.JAVA_BYTE, offset, text, 0, length);
        try {
            initSeal(counter);
            cipher.doFinal(text, 0, length, text, 0);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("Encryption has no input that it may refuse", e);
        }
        MemorySegment.copy(text, 0, slab, ValueLayout.JAVA_BYTE, offset, length + TAG);
        return true;
    }

    @Override
    public boolean open(AeadKey aeadKey, long counter, MemorySegment slab, long offset, int length) {
        if (length < TAG || !aeadKey.copyTo(key)) {
            return false;
        }
        byte[] text = room(length);
        MemorySegment.copy(slab, ValueLayout.JAVA_BYTE, offset, text, 0, length);
        try {
            init(Cipher.DECRYPT_MODE, counter);
            cipher.doFinal(text, 0, length, text, 0);
        } catch (AEADBadTagException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new AssertionError("Decryption has no input that it may refuse but for its tag", e);
        }
        MemorySegment.copy(text, 0, slab, ValueLayout.JAVA_BYTE, offset, length - TAG);
        return true;
    }

    /// The cipher refuses to encrypt twice in a row with one key and nonce; a new one doesn't remember. Only a test
    /// does that.
    private void initSeal(long counter) throws GeneralSecurityException {
        try {
            init(Cipher.ENCRYPT_MODE, counter);
        } catch (GeneralSecurityException e) {
            cipher = newCipher();
            init(Cipher.ENCRYPT_MODE, counter);
        }
    }

    private void init(int mode, long counter) throws GeneralSecurityException {
        Bytes.putLongLe(nonce, NONCE - Long.BYTES, counter);
        cipher.init(mode, new SecretKeySpec(key, "ChaCha20"), new IvParameterSpec(nonce));
    }

    private byte[] room(int length) {
        if (text.length < length) {
            text = new byte[Math.max(length, 2 * text.length)];
        }
        return text;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void close() {
        Arrays.fill(key, (byte) 0);
        Arrays.fill(text, (byte) 0);
    }
}
