package dev.warren.engine.noise;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Where the fields of a handshake message lie: whitepaper §5.4.2, §5.4.3 and §5.4.7. Numbers are little-endian.
public final class Message {
    static final int TYPE = 0;
    static final int SENDER = 4;

    static final int INITIATION_EPHEMERAL = 8;
    static final int INITIATION_STATIC = 40;
    static final int INITIATION_TIMESTAMP = 88;
    static final int INITIATION_MACS = 116;

    static final int RESPONSE_RECEIVER = 8;
    static final int RESPONSE_EPHEMERAL = 12;
    static final int RESPONSE_EMPTY = 44;
    static final int RESPONSE_MACS = 60;

    static final int COOKIE_RECEIVER = 4;
    static final int COOKIE_NONCE = 8;
    static final int COOKIE = 32;

    /// mac1 and mac2 end both handshake messages.
    static final int MAC = 16;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private Message() {}

    /// The type of any message of at least four bytes. The reserved bytes belong to it: if they aren't zero, it is
    /// no
    /// known type.
    public static int type(byte[] message) {
        return getInt(message, TYPE);
    }

    /// The sender's index in an initiation or a response.
    public static int sender(byte[] message) {
        return getInt(message, SENDER);
    }

    /// The receiver's index in a response.
    public static int responseReceiver(byte[] response) {
        return getInt(response, RESPONSE_RECEIVER);
    }

    /// The receiver's index in a cookie reply.
    public static int cookieReceiver(byte[] reply) {
        return getInt(reply, COOKIE_RECEIVER);
    }

    static int getInt(byte[] message, int offset) {
        return (int) INT.get(message, offset);
    }

    static void putInt(byte[] message, int offset, int value) {
        INT.set(message, offset, value);
    }

    static byte[] field(byte[] message, int from, int to) {
        return Arrays.copyOfRange(message, from, to);
    }

    static void put(byte[] message, int offset, byte[] field) {
        System.arraycopy(field, 0, message, offset, field.length);
    }
}
