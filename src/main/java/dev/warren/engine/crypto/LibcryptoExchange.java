package dev.warren.engine.crypto;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// The functions of OpenSSL's X25519 (provider-keymgmt(7), provider-keyexch(7)): one method each. Those that answer a
/// number answer 1 for success; those that make an object answer NULL if there is no memory.
///
/// The EVP functions before them make new objects for each multiplication, and fetch and check what never changes: 8 of
/// 43 µs.
final class LibcryptoExchange {
    /// What a key is to be made from: its private and its public half.
    static final int KEYPAIR = 3;

    private static final LibcryptoDispatch KEYS = LibcryptoDispatch.keyManagement("X25519");
    private static final MethodHandle KEY_NEW = handle(KEYS, 1, FunctionDescriptor.of(ADDRESS, ADDRESS));
    private static final MethodHandle KEY_FREE = handle(KEYS, 10, FunctionDescriptor.ofVoid(ADDRESS));
    private static final MethodHandle KEY_SET_PARAMS =
            handle(KEYS, 13, FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
    private static final MethodHandle KEY_IMPORT =
            handle(KEYS, 40, FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS));

    private static final LibcryptoDispatch EXCHANGE = LibcryptoDispatch.keyExchange("X25519");
    private static final MethodHandle NEWCTX = handle(EXCHANGE, 1, FunctionDescriptor.of(ADDRESS, ADDRESS));
    private static final MethodHandle INIT =
            handle(EXCHANGE, 2, FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS));
    private static final MethodHandle DERIVE =
            handle(EXCHANGE, 3, FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG));
    private static final MethodHandle SET_PEER = handle(EXCHANGE, 4, FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
    private static final MethodHandle FREECTX = handle(EXCHANGE, 5, FunctionDescriptor.ofVoid(ADDRESS));

    private LibcryptoExchange() {}

    /// @param id the function's number in openssl/core_dispatch.h
    private static MethodHandle handle(LibcryptoDispatch algorithm, int id, FunctionDescriptor type) {
        return Linker.nativeLinker().downcallHandle(algorithm.function(id), type);
    }

    static MemorySegment newKey() {
        try {
            return (MemorySegment) KEY_NEW.invokeExact(KEYS.provider());
        } catch (Throwable e) {
            throw Libcrypto.unexpected(e);
        }
    }

    static void freeKey(MemorySegment key) {
        try {
            KEY_FREE.invokeExact(key);
        } catch (Throwable e) {
            throw Libcrypto.unexpected(e);
        }
    }

    static int importKey(MemorySegment key, int selection, MemorySegment parameters) {
        try {
            return (int) KEY_IMPORT.invokeExact(key, selection, parameters);
        } catch (Throwable e) {
            throw Libcrypto.unexpected(e);
        }
    }

    /// Gives a key another public half, and takes its private one from it.
    static int setParams(MemorySegment key, MemorySegment parameters) {
        try {
            return (int) KEY_SET_PARAMS.invokeExact(key, parameters);
        } catch (Throwable e) {
            throw Libcrypto.unexpected(e);
        }
    }

    static MemorySegment newctx() {
        try {
            return (MemorySegment) NEWCTX.invokeExact(EXCHANGE.provider());
        } catch (Throwable e) {
            throw Libcrypto.unexpected(e);
        }
    }

    static void freectx(MemorySegment context) {
        try {
            FREECTX.invokeExact(context);
        } catch (Throwable e) {
            throw Libcrypto.unexpected(e);
        }
    }

    /// Whose private half is used.
    static int init(MemorySegment context, MemorySegment key) {
        try {
            return (int) INIT.invokeExact(context, key, MemorySegment.NULL);
        } catch (Throwable e) {
            throw Libcrypto.unexpected(e);
        }
    }

    /// Whose public half is used, as it is at the time of [#derive].
    static int setPeer(MemorySegment context, MemorySegment key) {
        try {
            return (int) SET_PEER.invokeExact(context, key);
        } catch (Throwable e) {
            throw Libcrypto.unexpected(e);
        }
    }

    static int derive(MemorySegment context, MemorySegment out, MemorySegment length, long size) {
        try {
            return (int) DERIVE.invokeExact(context, out, length, size);
        } catch (Throwable e) {
            throw Libcrypto.unexpected(e);
        }
    }
}
