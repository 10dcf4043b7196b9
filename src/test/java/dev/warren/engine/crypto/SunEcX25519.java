package dev.warren.engine.crypto;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import javax.crypto.KeyAgreement;

/// The JDK's X25519: a third opinion for tests.
final class SunEcX25519 {
    private final KeyFactory keys = KeyFactory.getInstance("X25519", "SunEC");

    SunEcX25519() throws GeneralSecurityException {}

    byte[] multiply(byte[] scalar, byte[] point) throws GeneralSecurityException {
        PrivateKey privateKey = keys.generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, scalar));
        PublicKey publicKey = keys.generatePublic(new XECPublicKeySpec(NamedParameterSpec.X25519, coordinate(point)));
        KeyAgreement agreement = KeyAgreement.getInstance("X25519", "SunEC");
        agreement.init(privateKey);
        agreement.doPhase(publicKey, true);
        return agreement.generateSecret();
    }

    private static BigInteger coordinate(byte[] point) {
        byte[] bigEndian = new byte[point.length];
        for (int i = 0; i < point.length; i++) {
            bigEndian[i] = point[point.length - 1 - i];
        }
        bigEndian[0] &= 0x7f;
        return new BigInteger(1, bigEndian);
    }
}
