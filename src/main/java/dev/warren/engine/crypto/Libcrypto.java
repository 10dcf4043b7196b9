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
final class Libcrypto {
    static final int EVP_PKEY_X25519 = 1034;
    static final int EVP_PKEY_KEYPAIR = 0x87;

    private static final List<String> NAMES = List.of("libcrypto.so.3", "libcrypto.so.4", "libcrypto.3.dylib");
    private static final SymbolLookup LIBRARY = library();

    private static final MethodHandle CIPHER_FETCH = function("EVP_CIPHER_fetch", ADDRESS, ADDRESS, ADDRESS, ADDRESS);
    private static final MethodHandle CIPHER_PROVIDER = function("EVP_CIPHER_get0_provider", ADDRESS, ADDRESS);
    private static final MethodHandle PROVIDER_CTX = function("OSSL_PROVIDER_get0_provider_ctx", ADDRESS, ADDRESS);
    private static final MethodHandle PROVIDER_QUERY =
            function("OSSL_PROVIDER_query_operation", ADDRESS, ADDRESS, JAVA_INT, ADDRESS);

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

    private static MethodHandle handle(String name, FunctionDescriptor type) {
        MemorySegment symbol =
                LIBRARY.find(name).orElseThrow(() -> new UnsatisfiedLinkError("libcrypto has no " + name));
        return Linker.nativeLinker().downcallHandle(symbol, type);
    }

    /// @return NULL if there is no cipher of that name; otherwise the caller owns it
    static MemorySegment EVP_CIPHER_fetch(MemorySegment name) {
        try {
            return (MemorySegment) CIPHER_FETCH.invokeExact(MemorySegment.NULL, name, MemorySegment.NULL);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static MemorySegment EVP_CIPHER_get0_provider(MemorySegment cipher) {
        try {
            return (MemorySegment) CIPHER_PROVIDER.invokeExact(cipher);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static MemorySegment OSSL_PROVIDER_get0_provider_ctx(MemorySegment provider) {
        try {
            return (MemorySegment) PROVIDER_CTX.invokeExact(provider);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// @param noCache where an int is written
    /// @return an array of OSSL_ALGORITHM
    static MemorySegment OSSL_PROVIDER_query_operation(MemorySegment provider, int operation, MemorySegment noCache) {
        try {
            return (MemorySegment) PROVIDER_QUERY.invokeExact(provider, operation, noCache);
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
