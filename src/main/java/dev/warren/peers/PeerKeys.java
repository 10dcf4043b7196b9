package dev.warren.peers;

import dev.warren.engine.key.PresharedKey;
import dev.warren.engine.key.PrivateKey;
import dev.warren.engine.key.PublicKey;
import dev.warren.interfaces.Sealed;
import dev.warren.interfaces.WgInterface;
import dev.warren.web.Rejection;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Embeddable;
import org.jspecify.annotations.Nullable;

/// The keys of a peer, in Base64.
///
/// @param privateKey   null if the peer keeps it to itself
/// @param presharedKey null for none
@Embeddable
record PeerKeys(
        @Column(name = "private_key") @Convert(converter = Sealed.PeerKey.class) @Nullable String privateKey,

        @Column(name = "public_key") String publicKey,

        @Column(name = "preshared_key") @Convert(converter = Sealed.PresharedKey.class) @Nullable String presharedKey) {

    /// What a new peer gets.
    ///
    /// @throws Rejection if its own key is the interface's
    static PeerKeys of(WgInterface wg, PeerDraft draft) {
        return fresh(wg, draft.publicKey(), draft.presharedKey());
    }

    /// The public key of a peer that keeps its private one to itself, or else a fresh pair; and a fresh preshared
    /// key if it is to have one.
    ///
    /// @throws Rejection if `own` is the interface's key
    static PeerKeys fresh(WgInterface wg, @Nullable PublicKey own, boolean withPresharedKey) {
        String presharedKey = withPresharedKey ? freshPresharedKey() : null;
        if (own != null) {
            return new PeerKeys(null, requireOther(wg, own), presharedKey);
        }
        var pair = PrivateKey.generate();
        var keys = new PeerKeys(pair.base64(), pair.publicKey().base64(), presharedKey);
        pair.destroy();
        return keys;
    }

    /// What its client has already.
    PeerKeys brought(Newcomer newcomer) {
        PrivateKey pair = newcomer.privateKey();
        PresharedKey shared = newcomer.presharedKey();
        return new PeerKeys(
                pair == null ? privateKey : pair.base64(),
                pair == null ? publicKey : pair.publicKey().base64(),
                shared == null ? null : shared.base64());
    }

    /// What a change makes of them; what is there already stays.
    ///
    /// @throws Rejection if its own key is the interface's
    PeerKeys changed(WgInterface wg, PeerDraft draft) {
        PublicKey own = draft.publicKey();
        var after = own == null || own.base64().equals(publicKey)
                ? this
                : new PeerKeys(null, requireOther(wg, own), presharedKey);
        return draft.presharedKey() == (presharedKey != null)
                ? after
                : new PeerKeys(after.privateKey, after.publicKey, draft.presharedKey() ? freshPresharedKey() : null);
    }

    private static String requireOther(WgInterface wg, PublicKey own) {
        if (own.base64().equals(wg.publicKey())) {
            throw Rejection.invalid("publicKey", "This is the key of %s itself.".formatted(wg.name()));
        }
        return own.base64();
    }

    private static String freshPresharedKey() {
        var key = PresharedKey.generate();
        String text = key.base64();
        key.destroy();
        return text;
    }

    @Override
    public String toString() {
        return "PeerKeys(…)";
    }
}
