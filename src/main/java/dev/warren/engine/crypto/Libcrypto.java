package dev.warren.engine.crypto;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.List;

/// OpenSSL's libcrypto, version 3 or newer: one method per C function.
///
/// # Availability
/// The library is looked for by name when the class is first used. If it isn't there, that and every later use throws
/// a [LinkageError].
final class Libcrypto {
    private static final List<String> NAMES = List.of("libcrypto.so.3", "libcrypto.so.4", "libcrypto.3.dylib");
    private static final SymbolLookup LIBRARY = library();

    // Signatures are few, as those of the C library are: the linker makes a dozen classes for each.
    private static final FunctionDescriptor WORDS =
            FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    private static final FunctionDescriptor CRITICAL =
            FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);

    private static final MethodHandle CIPHER_FETCH = function("EVP_CIPHER_fetch");
    private static final MethodHandle CIPHER_PROVIDER = function("EVP_CIPHER_get0_provider");
    private static final MethodHandle KEYMGMT_FETCH = function("EVP_KEYMGMT_fetch");
    private static final MethodHandle KEYMGMT_PROVIDER = function("EVP_KEYMGMT_get0_provider");
    private static final MethodHandle KEYEXCH_FETCH = function("EVP_KEYEXCH_fetch");
    private static final MethodHandle KEYEXCH_PROVIDER = function("EVP_KEYEXCH_get0_provider");
    private static final MethodHandle PROVIDER_CTX = function("OSSL_PROVIDER_get0_provider_ctx");
    private static final MethodHandle PROVIDER_QUERY = function("OSSL_PROVIDER_query_operation");
    private static final MethodHandle CLEAR_ERROR = function("ERR_clear_error");

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

    private static MethodHandle function(String name) {
        return words(LIBRARY.find(name).orElseThrow(() -> new UnsatisfiedLinkError("libcrypto has no " + name)));
    }

    /// A function of up to four numbers and addresses, whose memory the caller vouches for. Where it has fewer,
    /// anything may be in place of the rest; where it returns an `int`, only the lower half of the result is one.
    static MethodHandle words(MemorySegment function) {
        return Linker.nativeLinker().downcallHandle(function, WORDS);
    }

    /// A function of up to six numbers and addresses that takes less than a microsecond, so that it can be called
    /// without leaving Java's state, which holds up the garbage collector.
    static MethodHandle critical(MemorySegment function) {
        return Linker.nativeLinker().downcallHandle(function, CRITICAL, Linker.Option.critical(false));
    }

    /// Calls one of these [functions][#words].
    static long call(MethodHandle function, long first, long second, long third, long fourth) {
        try {
            return (long) function.invokeExact(first, second, third, fourth);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    private static MemorySegment object(MethodHandle function, MemorySegment of) {
        return MemorySegment.ofAddress(call(function, of.address(), 0, 0, 0));
    }

    private static MemorySegment fetched(MethodHandle function, MemorySegment name) {
        return MemorySegment.ofAddress(call(function, 0, name.address(), 0, 0));
    }

    /// @return NULL if there is no cipher of that name; otherwise the caller owns it
    static MemorySegment EVP_CIPHER_fetch(MemorySegment name) {
        return fetched(CIPHER_FETCH, name);
    }

    static MemorySegment EVP_CIPHER_get0_provider(MemorySegment cipher) {
        return object(CIPHER_PROVIDER, cipher);
    }

    /// As [#EVP_CIPHER_fetch].
    static MemorySegment EVP_KEYMGMT_fetch(MemorySegment name) {
        return fetched(KEYMGMT_FETCH, name);
    }

    static MemorySegment EVP_KEYMGMT_get0_provider(MemorySegment algorithm) {
        return object(KEYMGMT_PROVIDER, algorithm);
    }

    /// As [#EVP_CIPHER_fetch].
    static MemorySegment EVP_KEYEXCH_fetch(MemorySegment name) {
        return fetched(KEYEXCH_FETCH, name);
    }

    static MemorySegment EVP_KEYEXCH_get0_provider(MemorySegment algorithm) {
        return object(KEYEXCH_PROVIDER, algorithm);
    }

    static MemorySegment OSSL_PROVIDER_get0_provider_ctx(MemorySegment provider) {
        return object(PROVIDER_CTX, provider);
    }

    /// @param noCache where an int is written
    /// @return an array of OSSL_ALGORITHM
    static MemorySegment OSSL_PROVIDER_query_operation(MemorySegment provider, int operation, MemorySegment noCache) {
        return MemorySegment.ofAddress(call(PROVIDER_QUERY, provider.address(), operation, noCache.address(), 0));
    }

    static void ERR_clear_error() {
        call(CLEAR_ERROR, 0, 0, 0, 0);
    }

    static AssertionError unexpected(Throwable e) {
        return new AssertionError("A downcall throws only if its handle's type is wrong", e);
    }
}
