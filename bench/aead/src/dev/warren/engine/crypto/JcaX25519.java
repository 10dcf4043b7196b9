package dev.warren.engine.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.KeyAgreement;

/// X25519 of any JCA provider. It makes its own random scalars, because not every provider takes given ones.
final class JcaX25519 implements X25519 {
    private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b656e032100");

    private final KeyPairGenerator generator;
    private final KeyFactory factory;
    private final Provider provider;

    JcaX25519(Provider provider) {
        this.provider = provider;
        try {
            generator = KeyPairGenerator.getInstance("X25519", provider);
            factory = KeyFactory.getInstance("X25519", provider);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Scalar scalar(byte[] bytes) {
        KeyPair pair = generator.generateKeyPair();
        return new JcaScalar(pair.getPrivate(), pair.getPublic());
    }

    @Override
    public String name() {
        return provider.getName();
    }

    private final class JcaScalar implements Scalar {
        private final PrivateKey privateKey;
        private final byte[] publicPoint;

        JcaScalar(PrivateKey privateKey, PublicKey publicKey) {
            this.privateKey = privateKey;
            byte[] encoded = publicKey.getEncoded();
            this.publicPoint = Arrays.copyOfRange(encoded, encoded.length - LENGTH, encoded.length);
        }

        @Override
        public byte[] publicPoint() {
            return publicPoint.clone();
        }

        @Override
        public boolean multiply(byte[] point, byte[] shared) {
            try {
                byte[] encoded = Arrays.copyOf(X509_PREFIX, X509_PREFIX.length + LENGTH);
                System.arraycopy(point, 0, encoded, X509_PREFIX.length, LENGTH);
                KeyAgreement agreement = KeyAgreement.getInstance("X25519", provider);
                agreement.init(privateKey);
                agreement.doPhase(factory.generatePublic(new X509EncodedKeySpec(encoded)), true);
                return agreement.generateSecret(shared, 0) == LENGTH;
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void destroy() {}
    }
}
