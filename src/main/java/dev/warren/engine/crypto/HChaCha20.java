package dev.warren.engine.crypto;

/// HChaCha20 (draft-irtf-cfrg-xchacha §2.2): makes a key out of a key and the first 16 bytes of a long nonce.
final class HChaCha20 {
    private static final int[] CONSTANTS = {0x61707865, 0x3320646e, 0x79622d32, 0x6b206574};

    private HChaCha20() {}

    static byte[] subkey(byte[] key, byte[] input) {
        int[] state = new int[16];
        System.arraycopy(CONSTANTS, 0, state, 0, 4);
        for (int i = 0; i < 8; i++) {
            state[4 + i] = Bytes.getIntLe(key, 4 * i);
        }
        for (int i = 0; i < 4; i++) {
            state[12 + i] = Bytes.getIntLe(input, 4 * i);
        }
        for (int round = 0; round < 20; round += 2) {
            quarterRound(state, 0, 4, 8, 12);
            quarterRound(state, 1, 5, 9, 13);
            quarterRound(state, 2, 6, 10, 14);
            quarterRound(state, 3, 7, 11, 15);
            quarterRound(state, 0, 5, 10, 15);
            quarterRound(state, 1, 6, 11, 12);
            quarterRound(state, 2, 7, 8, 13);
            quarterRound(state, 3, 4, 9, 14);
        }
        byte[] subkey = new byte[32];
        for (int i = 0; i < 4; i++) {
            Bytes.putIntLe(subkey, 4 * i, state[i]);
            Bytes.putIntLe(subkey, 16 + 4 * i, state[12 + i]);
        }
        return subkey;
    }

    private static void quarterRound(int[] x, int a, int b, int c, int d) {
        x[a] += x[b];
        x[d] = Integer.rotateLeft(x[d] ^ x[a], 16);
        x[c] += x[d];
        x[b] = Integer.rotateLeft(x[b] ^ x[c], 12);
        x[a] += x[b];
        x[d] = Integer.rotateLeft(x[d] ^ x[a], 8);
        x[c] += x[d];
        x[b] = Integer.rotateLeft(x[b] ^ x[c], 7);
    }
}
