package dev.warren.engine.crypto;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/// Where libcrypto's provider has the functions of an algorithm: provider(7), "algorithm definitions" and "dispatch
/// tables".
///
/// @param provider what the functions that make an object are given
/// @param table an array of OSSL_DISPATCH
record LibcryptoDispatch(MemorySegment provider, MemorySegment table) {
    // The operations of openssl/core_dispatch.h.
    private static final int CIPHER = 2;
    private static final int KEY_MANAGEMENT = 10;
    private static final int KEY_EXCHANGE = 11;

    // struct ossl_algorithm_st of openssl/core.h.
    private static final long ALGORITHM_SIZE = 32;
    private static final long ALGORITHM_TABLE = 16;

    // struct ossl_dispatch_st.
    private static final long DISPATCH_SIZE = 16;
    private static final long DISPATCH_FUNCTION = 8;

    /// Bytes after which an array that should have an end is given up: more than 1,000 algorithms or functions.
    private static final long FAR = 1 << 15;

    /// @throws LinkageError if there is no such cipher
    static LibcryptoDispatch cipher(String name) {
        return find(CIPHER, name, Libcrypto::EVP_CIPHER_fetch, Libcrypto::EVP_CIPHER_get0_provider);
    }

    /// @throws LinkageError if there are no such keys
    static LibcryptoDispatch keyManagement(String name) {
        return find(KEY_MANAGEMENT, name, Libcrypto::EVP_KEYMGMT_fetch, Libcrypto::EVP_KEYMGMT_get0_provider);
    }

    /// @throws LinkageError if there is no such exchange
    static LibcryptoDispatch keyExchange(String name) {
        return find(KEY_EXCHANGE, name, Libcrypto::EVP_KEYEXCH_fetch, Libcrypto::EVP_KEYEXCH_get0_provider);
    }

    private static LibcryptoDispatch find(
            int operation, String name, UnaryOperator<MemorySegment> fetch, UnaryOperator<MemorySegment> providerOf) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment fetched = fetch.apply(arena.allocateFrom(name));
            if (fetched.address() == 0) {
                Libcrypto.ERR_clear_error();
                throw new UnsatisfiedLinkError("This libcrypto has no " + name);
            }
            // It is never freed, because it keeps the provider.
            MemorySegment provider = providerOf.apply(fetched);
            MemorySegment algorithms =
                    Libcrypto.OSSL_PROVIDER_query_operation(provider, operation, arena.allocate(JAVA_INT));
            return new LibcryptoDispatch(Libcrypto.OSSL_PROVIDER_get0_provider_ctx(provider), table(algorithms, name));
        }
    }

    private static MemorySegment table(MemorySegment algorithms, String name) {
        if (algorithms.address() != 0) {
            MemorySegment array = algorithms.reinterpret(FAR);
            for (long at = 0; at < FAR && array.get(ADDRESS, at).address() != 0; at += ALGORITHM_SIZE) {
                String names =
                        array.get(ADDRESS, at).reinterpret(Long.MAX_VALUE).getString(0);
                if (Arrays.stream(names.split(":")).anyMatch(name::equalsIgnoreCase)) {
                    return array.get(ADDRESS, at + ALGORITHM_TABLE).reinterpret(FAR);
                }
            }
        }
        throw new UnsatisfiedLinkError("The provider of " + name + " doesn't list it");
    }

    /// @throws LinkageError if the provider doesn't have the function
    MemorySegment function(int id) {
        for (long at = 0; at < FAR && table.get(JAVA_INT, at) != 0; at += DISPATCH_SIZE) {
            if (table.get(JAVA_INT, at) == id) {
                return table.get(ADDRESS, at + DISPATCH_FUNCTION);
            }
        }
        throw new UnsatisfiedLinkError("The provider has no function " + id);
    }
}
