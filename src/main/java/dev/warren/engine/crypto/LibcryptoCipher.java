package dev.warren.engine.crypto;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// ChaCha20-Poly1305 as libcrypto's own provider offers it: provider-cipher(7), one method per function.
///
/// The EVP functions that programs usually call end here, too. On the way they look up for each packet anew what
/// never changes, such as the length of a nonce, and that takes a quarter of the time of a short packet.
///
/// # Availability
/// As for [Libcrypto]. A library without the cipher, or whose cipher misses a function, is a [LinkageError] too.
///
/// # Memory
/// The functions take addresses as numbers, so that nothing is allocated; the caller vouches for the memory behind
/// them. Those for a packet take less than a microsecond, so they are called without leaving Java's state
/// ("critical").
final class LibcryptoCipher {
    static final int KEY_LENGTH = 32;
    static final int NONCE_LENGTH = 12;

    // The numbers of openssl/core_dispatch.h.
    private static final int NEW_CONTEXT_ID = 1;
    private static final int ENCRYPT_INIT_ID = 2;
    private static final int DECRYPT_INIT_ID = 3;
    private static final int UPDATE_ID = 4;
    private static final int FINAL_ID = 5;
    private static final int FREE_CONTEXT_ID = 7;
    private static final int GET_PARAMETERS_ID = 10;

    private static final MemorySegment PROVIDER;
    private static final MethodHandle NEW_CONTEXT;
    private static final MethodHandle FREE_CONTEXT;
    private static final MethodHandle ENCRYPT_INIT;
    private static final MethodHandle DECRYPT_INIT;
    private static final MethodHandle UPDATE;
    private static final MethodHandle FINAL;
    private static final MethodHandle GET_PARAMETERS;

    static {
        LibcryptoDispatch cipher = LibcryptoDispatch.cipher("ChaCha20-Poly1305");
        PROVIDER = cipher.provider();
        NEW_CONTEXT = Libcrypto.words(cipher.function(NEW_CONTEXT_ID));
        FREE_CONTEXT = Libcrypto.words(cipher.function(FREE_CONTEXT_ID));
        // context, key, its length, nonce, its length, parameters
        ENCRYPT_INIT = Libcrypto.critical(cipher.function(ENCRYPT_INIT_ID));
        DECRYPT_INIT = Libcrypto.critical(cipher.function(DECRYPT_INIT_ID));
        // context, out, length written, room, in, its length
        UPDATE = Libcrypto.critical(cipher.function(UPDATE_ID));
        // context, out, length written, room
        FINAL = Libcrypto.critical(cipher.function(FINAL_ID));
        // context, parameters
        GET_PARAMETERS = Libcrypto.critical(cipher.function(GET_PARAMETERS_ID));
    }

    private LibcryptoCipher() {}

    /// @return 0 if there is no memory
    static long newContext() {
        return Libcrypto.call(NEW_CONTEXT, PROVIDER.address(), 0, 0, 0);
    }

    /// Erases the key, too.
    static void freeContext(long context) {
        Libcrypto.call(FREE_CONTEXT, context, 0, 0, 0);
    }

    /// @param key 0 keeps the one that the context has
    static int encryptInit(long context, long key, long nonce) {
        try {
            return (int) ENCRYPT_INIT.invokeExact(context, key, (long) KEY_LENGTH, nonce, (long) NONCE_LENGTH, 0L);
        } catch (Throwable e) {
            throw Libcrypto.unexpected(e);
        }
    }

    /// @param key 0 keeps the one that the context has
    /// @param parameters an array of OSSL_PARAM that holds the expected tag
    static int decryptInit(long context, long key, long nonce, long parameters) {
        try {
            return (int)
                    DECRYPT_INIT.invokeExact(context, key, (long) KEY_LENGTH, nonce, (long) NONCE_LENGTH, parameters);
        } catch (Throwable e) {
            throw Libcrypto.unexpected(e);
        }
    }

    /// Encrypts or decrypts in place.
    ///
    /// @param written where the length that was written is written
    static int update(long context, long text, long length, long written) {
        try {
            return (int) UPDATE.invokeExact(context, text, written, length, text, length);
        } catch (Throwable e) {
            throw Libcrypto.unexpected(e);
        }
    }

    /// Computes the tag, or says whether the expected one is right.
    ///
    /// @param end where the text ends; nothing is written there
    static int finish(long context, long end, long written) {
        try {
            return (int) FINAL.invokeExact(context, end, written, 0L, 0L, 0L);
        } catch (Throwable e) {
            throw Libcrypto.unexpected(e);
        }
    }

    /// @param parameters an array of OSSL_PARAM that says where the tag is to be written
    static int getParameters(long context, long parameters) {
        try {
            return (int) GET_PARAMETERS.invokeExact(context, parameters, 0L, 0L, 0L, 0L);
        } catch (Throwable e) {
            throw Libcrypto.unexpected(e);
        }
    }
}
