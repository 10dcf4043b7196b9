package dev.warren.engine.device;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/// Makes bad input of good.
public final class Mutation {
    private Mutation() {}

    /// One of the corpus, changed in one to four ways, or now and then not at all.
    public static byte[] of(List<byte[]> corpus, RandomGenerator random) {
        byte[] bytes = corpus.get(random.nextInt(corpus.size())).clone();
        for (int i = random.nextInt(5); i > 0; i--) {
            bytes = changed(bytes, corpus, random);
        }
        return bytes;
    }

    private static byte[] changed(byte[] bytes, List<byte[]> corpus, RandomGenerator random) {
        if (bytes.length == 0) {
            return new byte[random.nextInt(200)];
        }
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(8)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[at] = (byte) random.nextInt();
            case 2 -> bytes[at] = (byte) (random.nextBoolean() ? 0xff : 0);
            case 3 -> {
                return Arrays.copyOf(bytes, at);
            }
            case 4 -> {
                return Arrays.copyOf(bytes, bytes.length + random.nextInt(1, 2000));
            }
            case 5 -> {
                byte[] other = corpus.get(random.nextInt(corpus.size()));
                int length = random.nextInt(Math.min(other.length, bytes.length) + 1);
                System.arraycopy(other, 0, bytes, 0, length);
            }
            case 6 -> {
                int to = Math.min(bytes.length, at + random.nextInt(1, 9));
                for (int i = at; i < to; i++) {
                    bytes[i] = (byte) random.nextInt();
                }
            }
            default -> {
                byte[] head = new byte[Math.min(bytes.length, 24)];
                random.nextBytes(head);
                int index = random.nextInt(head.length);
                bytes[index] = head[index];
            }
        }
        return bytes;
    }
}
