package dev.warren.engine.crypto;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
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
/// them. They take less than a microsecond for a packet, so they are called without leaving Java's state ("critical").
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
        NEW_CONTEXT = plain(cipher, NEW_CONTEXT_ID, FunctionDescriptor.of(JAVA_LONG, ADDRESS));
        FREE_CONTEXT = plain(cipher, FREE_CONTEXT_ID, FunctionDescriptor.ofVoid(JAVA_LONG));
        // context, key, its length, nonce, its length, parameters
        ENCRYPT_INIT =
                critical(cipher, ENCRYPT_INIT_ID, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
        DECRYPT_INIT =
                critical(cipher, DECRYPT_INIT_ID, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
        // context, out, length written, room, in, its length
        UPDATE = critical(cipher, UPDATE_ID, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
        // context, out, length written, room
        FINAL = critical(cipher, FINAL_ID, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
        // context, parameters
        GET_PARAMETERS = critical(cipher, GET_PARAMETERS_ID, JAVA_LONG, JAVA_LONG);
    }

    private LibcryptoCipher() {}

    private static MethodHandle plain(LibcryptoDispatch cipher, int id, FunctionDescriptor type) {
        return Linker.nativeLinker().downcallHandle(cipher.function(id), type);
    }

    private static MethodHandle critical(LibcryptoDispatch cipher, int id, MemoryLayout... arguments) {
        FunctionDescriptor type = FunctionDescriptor.of(JAVA_INT, arguments);
        return Linker.nativeLinker().downcallHandle(cipher.function(id), type, Linker.Option.critical(false));
    }

    /// @return 0 if there is no memory
    static long newContext() {
        try {
            return (long) NEW_CONTEXT.invokeExact(PROVIDER);
        } catch (Throwable e) {
            throw Libcrypto.unexpected(e);
        }
    }

    /// Erases the key, too.
    static void freeContext(long context) {
        try {
            FREE_CONTEXT.invokeExact(context);
        } catch (Throwable e) {
            throw Libcrypto.unexpected(e);
        }
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
            return (int) FINAL.invokeExact(context, end, written, 0L);
        } catch (Throwable e) {
            throw Libcrypto.unexpected(e);
        }
    }

    /// @param parameters an array of OSSL_PARAM that says where the tag is to be written
    static int getParameters(long context, long parameters) {
        try {
            return (int) GET_PARAMETERS.invokeExact(context, parameters);
        } catch (Throwable e) {
            throw Libcrypto.unexpected(e);
        }
    }
}
