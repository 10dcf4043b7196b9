package dev.warren.accounts;

import dev.warren.web.Sha256;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What lets in a user whose phone is gone: ten codes, each for one time. The database only has their hashes; 80 random
/// bits are too many to be guessed from those.
@Singleton
class RecoveryCodes {

    private static final int COUNT = 10;
    private static final int BYTES = 10;
    private static final Pattern FORM = Pattern.compile("[A-Z2-7]{16}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final EntityManager database;

    RecoveryCodes(EntityManager database) {
        this.database = database;
    }

    /// Makes new codes for a user; the old ones are worth nothing then.
    List<String> renew(UUID userId) {
        forget(userId);
        var codes = Stream.generate(RecoveryCodes::code).limit(COUNT).toList();
        for (var code : codes) {
            database.createNativeQuery("insert into recovery_code (user_id, code_hash) values (:user, :hash)")
                    .setParameter("user", userId)
                    .setParameter("hash", hash(plain(code)))
                    .executeUpdate();
        }
        return codes;
    }

    /// Uses up a code, in whatever case and with whatever separators it is typed.
    boolean use(UUID userId, String typed) {
        var code = plain(typed);
        return FORM.matcher(code).matches()
                && database.createNativeQuery("delete from recovery_code where user_id = :user and code_hash = :hash")
                                .setParameter("user", userId)
                                .setParameter("hash", hash(code))
                                .executeUpdate()
                        == 1;
    }

    long left(UUID userId) {
        return ((Number) database.createNativeQuery("select count(*) from recovery_code where user_id = :user")
                        .setParameter("user", userId)
                        .getSingleResult())
                .longValue();
    }

    void forget(UUID userId) {
        database.createNativeQuery("delete from recovery_code where user_id = :user")
                .setParameter("user", userId)
                .executeUpdate();
    }

    private static String code() {
        var bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base32.encode(bytes).toLowerCase(Locale.ROOT).replaceAll("(.{4})(?!$)", "$1-");
    }

    private static String plain(String typed) {
        return typed.toUpperCase(Locale.ROOT).replaceAll("[\\s-]", "");
    }

    private static byte[] hash(String code) {
        return Sha256.of(code);
    }
}
