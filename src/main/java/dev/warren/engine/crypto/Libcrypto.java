package dev.warren.engine.crypto;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

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
    private static final List<String> NAMES = List.of("libcrypto.so.3", "libcrypto.so.4", "libcrypto.3.dylib");
    private static final SymbolLookup LIBRARY = library();

    private static final MethodHandle CIPHER_FETCH = function("EVP_CIPHER_fetch", ADDRESS, ADDRESS, ADDRESS, ADDRESS);
    private static final MethodHandle CIPHER_PROVIDER = function("EVP_CIPHER_get0_provider", ADDRESS, ADDRESS);
    private static final MethodHandle KEYMGMT_FETCH = function("EVP_KEYMGMT_fetch", ADDRESS, ADDRESS, ADDRESS, ADDRESS);
    private static final MethodHandle KEYMGMT_PROVIDER = function("EVP_KEYMGMT_get0_provider", ADDRESS, ADDRESS);
    private static final MethodHandle KEYEXCH_FETCH = function("EVP_KEYEXCH_fetch", ADDRESS, ADDRESS, ADDRESS, ADDRESS);
    private static final MethodHandle KEYEXCH_PROVIDER = function("EVP_KEYEXCH_get0_provider", ADDRESS, ADDRESS);
    private static final MethodHandle PROVIDER_CTX = function("OSSL_PROVIDER_get0_provider_ctx", ADDRESS, ADDRESS);
    private static final MethodHandle PROVIDER_QUERY =
            function("OSSL_PROVIDER_query_operation", ADDRESS, ADDRESS, JAVA_INT, ADDRESS);

    private static final MethodHandle CLEAR_ERROR = handle("ERR_clear_error", FunctionDescriptor.ofVoid());

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

    /// As [#EVP_CIPHER_fetch].
    static MemorySegment EVP_KEYMGMT_fetch(MemorySegment name) {
        try {
            return (MemorySegment) KEYMGMT_FETCH.invokeExact(MemorySegment.NULL, name, MemorySegment.NULL);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static MemorySegment EVP_KEYMGMT_get0_provider(MemorySegment algorithm) {
        try {
            return (MemorySegment) KEYMGMT_PROVIDER.invokeExact(algorithm);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// As [#EVP_CIPHER_fetch].
    static MemorySegment EVP_KEYEXCH_fetch(MemorySegment name) {
        try {
            return (MemorySegment) KEYEXCH_FETCH.invokeExact(MemorySegment.NULL, name, MemorySegment.NULL);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static MemorySegment EVP_KEYEXCH_get0_provider(MemorySegment algorithm) {
        try {
            return (MemorySegment) KEYEXCH_PROVIDER.invokeExact(algorithm);
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

    static void ERR_clear_error() {
        try {
            CLEAR_ERROR.invokeExact();
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static AssertionError unexpected(Throwable e) {
        return new AssertionError("A downcall throws only if its handle's type is wrong", e);
    }
}
