package dev.warren.interfaces;

import dev.warren.secrets.SealedText;
import jakarta.persistence.Converter;

/// How the secrets of this domain lie in their columns.
public final class Sealed {

    private Sealed() {}

    @Converter
    public static class InterfaceKey extends SealedText {
        public InterfaceKey() {
            super("wg_interface.private_key");
        }
    }

    @Converter
    public static class PeerKey extends SealedText {
        public PeerKey() {
            super("peer.private_key");
        }
    }

    @Converter
    public static class PresharedKey extends SealedText {
        public PresharedKey() {
            super("peer.preshared_key");
        }
    }
}
