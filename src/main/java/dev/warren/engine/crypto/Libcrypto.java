package dev.warren.engine.crypto;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.List;

/// OpenSSL's libcrypto, version 3 or newer: one method per C function.
///
/// # Availability
/// The library is looked for by name when the class is first used. If it isn't there, that and every later use throws a
/// [LinkageError].
///
/// # Memory
/// The functions of a cipher take addresses as numbers, so that nothing is allocated; the caller vouches for the memory
/// behind
/// them. They take less than a microsecond for a packet, so they are called without leaving Java's state ("critical").
final class Libcrypto {
    static final int EVP_PKEY_X25519 = 1034;
    static final int EVP_PKEY_KEYPAIR = 0x87;
    static final int EVP_CTRL_AEAD_GET_TAG = 0x10;
    static final int EVP_CTRL_AEAD_SET_TAG = 0x11;

    private static final List<String> NAMES = List.of("libcrypto.so.3", "libcrypto.so.4", "libcrypto.3.dylib");
    private static final SymbolLookup LIBRARY = library();

    private static final MethodHandle CIPHER_CTX_NEW = function("EVP_CIPHER_CTX_new", ADDRESS);
    private static final MethodHandle CIPHER_CTX_FREE = procedure("EVP_CIPHER_CTX_free", ADDRESS);
    private static final MethodHandle CHACHA20_POLY1305 = function("EVP_chacha20_poly1305", ADDRESS);
    private static final MethodHandle CIPHER_INIT =
            critical("EVP_CipherInit_ex", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT);
    private static final MethodHandle CIPHER_UPDATE =
            critical("EVP_CipherUpdate", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT);
    private static final MethodHandle CIPHER_FINAL =
            critical("EVP_CipherFinal_ex", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle CIPHER_CTX_CTRL =
            critical("EVP_CIPHER_CTX_ctrl", JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_LONG);

    private static final MethodHandle PKEY_CTX_NEW_ID = function("EVP_PKEY_CTX_new_id", ADDRESS, JAVA_INT, ADDRESS);
    private static final MethodHandle FROM_DATA_INIT = function("EVP_PKEY_fromdata_init", JAVA_INT, ADDRESS);
    private static final MethodHandle FROM_DATA =
            function("EVP_PKEY_fromdata", JAVA_INT, ADDRESS, ADDRESS, JAVA_INT, ADDRESS);
    private static final MethodHandle PKEY_NEW_PUBLIC =
            function("EVP_PKEY_new_raw_public_key", ADDRESS, JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG);
    private static final MethodHandle PKEY_FREE = procedure("EVP_PKEY_free", ADDRESS);
    private static final MethodHandle PKEY_CTX_NEW = function("EVP_PKEY_CTX_new", ADDRESS, ADDRESS, ADDRESS);
    private static final MethodHandle PKEY_CTX_FREE = procedure("EVP_PKEY_CTX_free", ADDRESS);
    private static final MethodHandle DERIVE_INIT = function("EVP_PKEY_derive_init", JAVA_INT, ADDRESS);
    private static final MethodHandle DERIVE_SET_PEER =
            function("EVP_PKEY_derive_set_peer", JAVA_INT, ADDRESS, ADDRESS);
    private static final MethodHandle DERIVE = function("EVP_PKEY_derive", JAVA_INT, ADDRESS, ADDRESS, ADDRESS);
    private static final MethodHandle CLEAR_ERROR = procedure("ERR_clear_error");

    private Libcrypto() {}

    private static SymbolLookup library() {
        for (String name : NAMES) {
            try {
                return SymbolLookup.libraryLookup(name, Arena.global());
            } catch (IllegalArgumentException e) {
                // Not this one.
            }
        }
        throw new UnsatisfiedLinkError("None of " + NAMES + " is installed");
    }

    private static MethodHandle function(String name, MemoryLayout result, MemoryLayout... arguments) {
        return handle(name, FunctionDescriptor.of(result, arguments));
    }

    private static MethodHandle procedure(String name, MemoryLayout... arguments) {
        return handle(name, FunctionDescriptor.ofVoid(arguments));
    }

    private static MethodHandle critical(String name, MemoryLayout result, MemoryLayout... arguments) {
        return handle(name, FunctionDescriptor.of(result, arguments), Linker.Option.critical(false));
    }

    private static MethodHandle handle(String name, FunctionDescriptor type, Linker.Option... options) {
        MemorySegment symbol =
                LIBRARY.find(name).orElseThrow(() -> new UnsatisfiedLinkError("libcrypto has no " + name));
        return Linker.nativeLinker().downcallHandle(symbol, type, options);
    }

    static MemorySegment EVP_CIPHER_CTX_new() {
        try {
            return (MemorySegment) CIPHER_CTX_NEW.invokeExact();
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static void EVP_CIPHER_CTX_free(MemorySegment context) {
        try {
            CIPHER_CTX_FREE.invokeExact(context);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static MemorySegment EVP_chacha20_poly1305() {
        try {
            return (MemorySegment) CHACHA20_POLY1305.invokeExact();
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// `cipher`, `key` and `iv` may be 0: then the context keeps what it has.
    static int EVP_CipherInit_ex(long context, long cipher, long key, long iv, int encrypt) {
        try {
            return (int) CIPHER_INIT.invokeExact(context, cipher, 0L, key, iv, encrypt);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static int EVP_CipherUpdate(long context, long out, long outLength, long in, int inLength) {
        try {
            return (int) CIPHER_UPDATE.invokeExact(context, out, outLength, in, inLength);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static int EVP_CipherFinal_ex(long context, long out, long outLength) {
        try {
            return (int) CIPHER_FINAL.invokeExact(context, out, outLength);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static int EVP_CIPHER_CTX_ctrl(long context, int type, int argument, long pointer) {
        try {
            return (int) CIPHER_CTX_CTRL.invokeExact(context, type, argument, pointer);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static MemorySegment EVP_PKEY_CTX_new_id(int type) {
        try {
            return (MemorySegment) PKEY_CTX_NEW_ID.invokeExact(type, MemorySegment.NULL);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static int EVP_PKEY_fromdata_init(MemorySegment context) {
        try {
            return (int) FROM_DATA_INIT.invokeExact(context);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// @param key where the new key's address is written
    /// @param parameters an array of OSSL_PARAM
    static int EVP_PKEY_fromdata(MemorySegment context, MemorySegment key, int selection, MemorySegment parameters) {
        try {
            return (int) FROM_DATA.invokeExact(context, key, selection, parameters);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static MemorySegment EVP_PKEY_new_raw_public_key(int type, MemorySegment key, long length) {
        try {
            return (MemorySegment) PKEY_NEW_PUBLIC.invokeExact(type, MemorySegment.NULL, key, length);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static void EVP_PKEY_free(MemorySegment key) {
        try {
            PKEY_FREE.invokeExact(key);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static MemorySegment EVP_PKEY_CTX_new(MemorySegment key) {
        try {
            return (MemorySegment) PKEY_CTX_NEW.invokeExact(key, MemorySegment.NULL);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static void EVP_PKEY_CTX_free(MemorySegment context) {
        try {
            PKEY_CTX_FREE.invokeExact(context);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static int EVP_PKEY_derive_init(MemorySegment context) {
        try {
            return (int) DERIVE_INIT.invokeExact(context);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static int EVP_PKEY_derive_set_peer(MemorySegment context, MemorySegment peer) {
        try {
            return (int) DERIVE_SET_PEER.invokeExact(context, peer);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static int EVP_PKEY_derive(MemorySegment context, MemorySegment out, MemorySegment length) {
        try {
            return (int) DERIVE.invokeExact(context, out, length);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static void ERR_clear_error() {
        try {
            CLEAR_ERROR.invokeExact();
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    private static AssertionError unexpected(Throwable e) {
        return new AssertionError("A downcall throws only if its handle's type is wrong", e);
    }
}
