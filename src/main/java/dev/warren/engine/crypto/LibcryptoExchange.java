package dev.warren.engine.crypto;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// The functions of OpenSSL's X25519 (provider-keymgmt(7), provider-keyexch(7)): one method each. Those that answer a
/// number answer 1 for success; those that make an object answer NULL if there is no memory.
///
/// The EVP functions before them make new objects for each multiplication, and fetch and check what never changes: 8
/// of 43 µs.
final class LibcryptoExchange {
    /// What a key is to be made from: its private and its public half.
    static final int KEYPAIR = 3;

    private static final LibcryptoDispatch KEYS = LibcryptoDispatch.keyManagement("X25519");
    private static final MethodHandle KEY_NEW = Libcrypto.words(KEYS.function(1));
    private static final MethodHandle KEY_FREE = Libcrypto.words(KEYS.function(10));
    private static final MethodHandle KEY_SET_PARAMS = Libcrypto.words(KEYS.function(13));
    private static final MethodHandle KEY_IMPORT = Libcrypto.words(KEYS.function(40));

    private static final LibcryptoDispatch EXCHANGE = LibcryptoDispatch.keyExchange("X25519");
    private static final MethodHandle NEWCTX = Libcrypto.words(EXCHANGE.function(1));
    private static final MethodHandle INIT = Libcrypto.words(EXCHANGE.function(2));
    private static final MethodHandle DERIVE = Libcrypto.words(EXCHANGE.function(3));
    private static final MethodHandle SET_PEER = Libcrypto.words(EXCHANGE.function(4));
    private static final MethodHandle FREECTX = Libcrypto.words(EXCHANGE.function(5));

    private LibcryptoExchange() {}

    static MemorySegment newKey() {
        return MemorySegment.ofAddress(Libcrypto.call(KEY_NEW, KEYS.provider().address(), 0, 0, 0));
    }

    static void freeKey(MemorySegment key) {
        Libcrypto.call(KEY_FREE, key.address(), 0, 0, 0);
    }

    static int importKey(MemorySegment key, int selection, MemorySegment parameters) {
        return (int) Libcrypto.call(KEY_IMPORT, key.address(), selection, parameters.address(), 0);
    }

    /// Gives a key another public half, and takes its private one from it.
    static int setParams(MemorySegment key, MemorySegment parameters) {
        return (int) Libcrypto.call(KEY_SET_PARAMS, key.address(), parameters.address(), 0, 0);
    }

    static MemorySegment newctx() {
        return MemorySegment.ofAddress(
                Libcrypto.call(NEWCTX, EXCHANGE.provider().address(), 0, 0, 0));
    }

    static void freectx(MemorySegment context) {
        Libcrypto.call(FREECTX, context.address(), 0, 0, 0);
    }

    /// Whose private half is used.
    static int init(MemorySegment context, MemorySegment key) {
        return (int) Libcrypto.call(INIT, context.address(), key.address(), 0, 0);
    }

    /// Whose public half is used, as it is at the time of [#derive].
    static int setPeer(MemorySegment context, MemorySegment key) {
        return (int) Libcrypto.call(SET_PEER, context.address(), key.address(), 0, 0);
    }

    static int derive(MemorySegment context, MemorySegment out, MemorySegment length, long size) {
        return (int) Libcrypto.call(DERIVE, context.address(), out.address(), length.address(), size);
    }
}
