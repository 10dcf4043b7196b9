package dev.warren.engine.crypto;

import java.util.Arrays;

/// X25519 in plain Java: needs nothing installed.
final class BouncyCastleX25519 implements X25519 {
    static final String NAME = "bouncycastle";

    @Override
    public Scalar scalar(byte[] bytes) {
        return new PlainScalar(bytes.clone());
    }

    @Override
    public String name() {
        return NAME;
    }

    private static final class PlainScalar implements Scalar {
        private final byte[] bytes;
        private final byte[] publicPoint = new byte[LENGTH];
        private boolean destroyed;

        PlainScalar(byte[] bytes) {
            this.bytes = bytes;
            org.bouncycastle.math.ec.rfc7748.X25519.scalarMultBase(bytes, 0, publicPoint, 0);
        }

        @Override
        public byte[] publicPoint() {
            return publicPoint.clone();
        }

        @Override
        public synchronized boolean multiply(byte[] point, byte[] shared) {
            if (destroyed) {
                Arrays.fill(shared, 0, LENGTH, (byte) 0);
                return false;
            }
            return org.bouncycastle.math.ec.rfc7748.X25519.calculateAgreement(bytes, 0, point, 0, shared, 0);
        }

        @Override
        public synchronized void destroy() {
            destroyed = true;
            Arrays.fill(bytes, (byte) 0);
        }
    }
}
