package dev.warren.secrets;

import jakarta.inject.Singleton;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The master keys of this process: the first seals, and each opens what it once sealed.
///
/// A sealed value is text: `s1:`, the key's id, a colon, and nonce, ciphertext and tag in base64.
@Singleton
public class Keyring {

    /// What every sealed value begins with. No WireGuard key does: a colon is no base64.
    static final String MARK = "s1:";

    private volatile @Nullable Keys keys;

    /// @param first seals
    /// @param all   each by its id, `first` among them
    private record Keys(MasterKey first, Map<String, MasterKey> all) {}

    /// Seals a secret for a column: see [SealedText].
    String seal(String secret, String purpose) {
        var key = first();
        return MARK + key.id() + ':' + Base64.getEncoder().encodeToString(key.seal(secret, purpose));
    }

    /// Opens what [#seal] made. Throws [IllegalStateException] for anything else, without repeating it: whoever
    /// wrote it
    /// into the database was not Warren.
    String open(String sealed, String purpose) {
        var id = idOf(sealed);
        if (id == null) {
            throw new IllegalStateException("a value of " + purpose + " is not sealed");
        }
        var key = keys().all().get(id);
        if (key == null) {
            throw new IllegalStateException(
                    "a value of %s is sealed with the master key %s, which is not here".formatted(purpose, id));
        }
        try {
            var bytes = Base64.getDecoder().decode(sealed.substring(MARK.length() + id.length() + 1));
            return key.open(bytes, purpose).orElseThrow(() -> damaged(purpose));
        } catch (IllegalArgumentException e) {
            throw damaged(purpose);
        }
    }

    /// The id of the key that sealed a value; null if it is not sealed.
    static @Nullable String idOf(String value) {
        var end = value.startsWith(MARK) ? value.indexOf(':', MARK.length()) : -1;
        return end < 0 ? null : value.substring(MARK.length(), end);
    }

    /// Takes other keys; those it has are kept for what is still sealed with them.
    synchronized void take(List<MasterKey> newest) {
        var all = new LinkedHashMap<String, MasterKey>();
        newest.forEach(key -> all.put(key.id(), key));
        var present = keys;
        if (present != null) {
            present.all().forEach(all::putIfAbsent);
        }
        keys = new Keys(newest.getFirst(), Map.copyOf(all));
    }

    MasterKey first() {
        return keys().first();
    }

    Set<String> ids() {
        return keys().all().keySet();
    }

    private Keys keys() {
        var present = keys;
        if (present == null) {
            throw new IllegalStateException("the master key has not been read yet");
        }
        return present;
    }

    private static IllegalStateException damaged(String purpose) {
        return new IllegalStateException("a value of %s was changed, or belongs elsewhere".formatted(purpose));
    }
}
