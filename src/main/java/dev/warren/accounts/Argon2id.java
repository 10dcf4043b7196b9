package dev.warren.accounts;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// Password hashes as PHC strings, `$argon2id$v=19$m=19456,t=2,p=1$salt$hash` (RFC 9106).
///
/// New ones cost 19 MiB and two passes, as OWASP's password storage sheet advises; a hash made with other costs is
/// checked with those it names.
final class Argon2id {

    private static final int MEMORY_KIB = 19_456;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;

    /// Costs beyond these would be an attack by whoever wrote the hash.
    private static final int MOST_MEMORY_KIB = 1 << 20;

    private static final int MOST_PASSES = 64;

    private static final Pattern PHC = Pattern.compile("\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,2}),p=(\\d{1,2})"
            + "\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{22,86})");
    private static final SecureRandom RANDOM = new SecureRandom();

    private Argon2id() {}

    static String hash(String password) {
        var salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        var hash = derive(password, salt, MEMORY_KIB, PASSES, LANES, HASH_BYTES);
        var base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
                .formatted(MEMORY_KIB, PASSES, LANES, base64.encodeToString(salt), base64.encodeToString(hash));
    }

    /// Whether `phc` was made of `password`; false too for what is no hash of this kind.
    static boolean matches(String phc, String password) {
        var parts = PHC.matcher(phc);
        if (!parts.matches()) {
            return false;
        }
        var memory = Integer.parseInt(parts.group(1));
        var passes = Integer.parseInt(parts.group(2));
        var lanes = Integer.parseInt(parts.group(3));
        if (lanes < 1 || passes < 1 || passes > MOST_PASSES || memory < 8 * lanes || memory > MOST_MEMORY_KIB) {
            return false;
        }
        var expected = Base64.getDecoder().decode(parts.group(5));
        var salt = Base64.getDecoder().decode(parts.group(4));
        return MessageDigest.isEqual(expected, derive(password, salt, memory, passes, lanes, expected.length));
    }

    private static byte[] derive(String password, byte[] salt, int memory, int passes, int lanes, int length) {
        var generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memory)
                .withIterations(passes)
                .withParallelism(lanes)
                .withSalt(salt)
                .build());
        var hash = new byte[length];
        generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
        return hash;
    }
}
