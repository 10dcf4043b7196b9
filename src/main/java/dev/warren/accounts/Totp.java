package dev.warren.accounts;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import dev.warren.secrets.SealedText;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Converter;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;

/// A user's second factor: an app on their phone that shows a new code every 30 seconds (RFC 6238, SHA-1, six digits,
/// as every such app knows it). It counts once it has been confirmed by a first code.
@Entity
@Table(name = "totp")
class Totp extends PanacheEntityBase {

    private static final Duration STEP = Duration.ofSeconds(30);

    /// Codes of the step before and after are taken too, for clocks that don't agree (RFC 6238, 5.2).
    private static final int DRIFT = 1;

    private static final int SECRET_BYTES = 20;
    private static final TimeBasedOneTimePasswordGenerator CODES = new TimeBasedOneTimePasswordGenerator(STEP);

    @Id
    @Column(name = "user_id")
    private UUID userId;

    /// In base32.
    @Convert(converter = Sealed.class)
    private String secret;

    private boolean confirmed;

    @Column(name = "last_step")
    private long lastStep;

    @Column(name = "created_at")
    private Instant createdAt;

    protected Totp() {}

    /// A new second factor, not yet confirmed and not yet stored.
    Totp(UUID userId, Instant now) {
        var bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        this.userId = userId;
        this.secret = Base32.encode(bytes);
        this.createdAt = now;
    }

    @Converter
    static class Sealed extends SealedText {
        Sealed() {
            super("totp.secret");
        }
    }

    static Optional<Totp> of(UUID userId) {
        return findByIdOptional(userId);
    }

    static Optional<Totp> confirmed(UUID userId) {
        return find("userId = ?1 and confirmed", userId).singleResultOptional();
    }

    /// Lets nobody else judge this user's codes until the transaction ends.
    static void lock(UUID userId) {
        find("userId", userId).withLock(LockModeType.PESSIMISTIC_WRITE).singleResultOptional();
    }

    /// The code of a moment, for its app.
    static String code(String secret, Instant at) {
        try {
            return CODES.generateOneTimePasswordString(
                    new SecretKeySpec(Base32.decode(secret), CODES.getAlgorithm()), at);
        } catch (InvalidKeyException e) {
            throw new AssertionError("any bytes are a key of HMAC", e);
        }
    }

    /// Uses up a code in the caller's transaction: none is taken twice, by however many requests at once (RFC
    /// 6238,
    /// 5.2).
    boolean use(String code, Instant now) {
        var step = step(code, now);
        return step.isPresent()
                && update("lastStep = ?1 where userId = ?2 and lastStep < ?1", step.getAsLong(), userId) == 1;
    }

    void confirm() {
        update("confirmed = true where userId = ?1", userId);
    }

    /// What the app is told by a QR code.
    String uri(String username) {
        return uri(username, secret);
    }

    static String uri(String username, String secret) {
        return "otpauth://totp/Warren:%s?secret=%s&issuer=Warren"
                .formatted(URLEncoder.encode(username, StandardCharsets.UTF_8).replace("+", "%20"), secret);
    }

    String secret() {
        return secret;
    }

    boolean isConfirmed() {
        return confirmed;
    }

    private OptionalLong step(String code, Instant now) {
        var found = OptionalLong.empty();
        for (var drift = -DRIFT; drift <= DRIFT; drift++) {
            var at = now.plus(STEP.multipliedBy(drift));
            // Every candidate is looked at, whichever fits.
            if (isEqual(code(secret, at), code)) {
                found = OptionalLong.of(at.getEpochSecond() / STEP.toSeconds());
            }
        }
        return found;
    }

    private static boolean isEqual(String expected, String given) {
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }
}
