package dev.warren.engine.crypto;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// Where libcrypto's provider has the functions of a cipher: provider(7), "algorithm definitions" and "dispatch
/// tables".
///
/// @param provider what the function that makes a context is given
/// @param table an array of OSSL_DISPATCH
record LibcryptoDispatch(MemorySegment provider, MemorySegment table) {
    /// OSSL_OP_CIPHER of openssl/core_dispatch.h.
    private static final int CIPHERS = 2;

    // struct ossl_algorithm_st of openssl/core.h.
    private static final long ALGORITHM_SIZE = 32;
    private static final long ALGORITHM_TABLE = 16;

    // struct ossl_dispatch_st.
    private static final long DISPATCH_SIZE = 16;
    private static final long DISPATCH_FUNCTION = 8;

    /// Bytes after which an array that should have an end is given up: more than 1,000 algorithms or functions.
    private static final long FAR = 1 << 15;

    /// @throws LinkageError if there is no such cipher
    static LibcryptoDispatch of(String cipher) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment fetched = Libcrypto.EVP_CIPHER_fetch(arena.allocateFrom(cipher));
            if (fetched.address() == 0) {
                Libcrypto.ERR_clear_error();
                throw new UnsatisfiedLinkError("This libcrypto has no " + cipher);
            }
            // The cipher stays, because it keeps the provider.
            MemorySegment provider = Libcrypto.EVP_CIPHER_get0_provider(fetched);
            MemorySegment algorithms =
                    Libcrypto.OSSL_PROVIDER_query_operation(provider, CIPHERS, arena.allocate(JAVA_INT));
            return new LibcryptoDispatch(Libcrypto.OSSL_PROVIDER_get0_provider_ctx(provider), table(algorithms, cipher));
        }
    }

    private static MemorySegment table(MemorySegment algorithms, String cipher) {
        if (algorithms.address() != 0) {
            MemorySegment array = algorithms.reinterpret(FAR);
            for (long at = 0; at < FAR && array.get(ADDRESS, at).address() != 0; at += ALGORITHM_SIZE) {
                String names = array.get(ADDRESS, at).reinterpret(Long.MAX_VALUE).getString(0);
                if (Arrays.stream(names.split(":")).anyMatch(cipher::equalsIgnoreCase)) {
                    return array.get(ADDRESS, at + ALGORITHM_TABLE).reinterpret(FAR);
                }
            }
        }
        throw new UnsatisfiedLinkError("The provider of " + cipher + " doesn't list it");
    }

    /// @throws LinkageError if the provider doesn't have the function
    MemorySegment function(int id) {
        for (long at = 0; at < FAR && table.get(JAVA_INT, at) != 0; at += DISPATCH_SIZE) {
            if (table.get(JAVA_INT, at) == id) {
                return table.get(ADDRESS, at + DISPATCH_FUNCTION);
            }
        }
        throw new UnsatisfiedLinkError("The provider's cipher has no function " + id);
    }
}
