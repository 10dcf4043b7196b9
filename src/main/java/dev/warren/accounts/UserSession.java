package dev.warren.accounts;

import dev.warren.web.Visitor;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import io.quarkus.panache.common.Sort;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.UuidGenerator;
import org.jspecify.annotations.Nullable;

/// A sign-in that goes on: one browser or program of a user, until it signs out, is revoked or isn't seen for too
/// long.
@Entity
@Table(name = "sessions")
public class UserSession extends PanacheEntityBase {

    /// How long a session lasts without a request.
    static final Duration IDLE = Duration.ofHours(12);

    /// The same for somebody who asked to stay signed in.
    static final Duration IDLE_REMEMBERED = Duration.ofDays(30);

    /// How long a session lasts at most, however busy it is.
    static final Duration LONGEST = Duration.ofDays(90);

    /// How exact [#lastSeenAt] is. It saves a write with every request.
    private static final Duration GRAIN = Duration.ofMinutes(1);

    @Id
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    private UUID id;

    @Column(name = "token_hash")
    private byte[] tokenHash;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "user_id")
    private User user;

    private String device;
    private String address;
    private boolean remember;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "last_seen_at")
    private Instant lastSeenAt;

    @Column(name = "expires_at")
    private Instant expiresAt;

    protected UserSession() {}

    UserSession(User user, SessionToken token, boolean remember, Visitor visitor, Instant now) {
        this.user = user;
        this.tokenHash = token.hash();
        this.remember = remember;
        this.device = DeviceName.of(visitor.userAgent()).toString();
        this.address = visitor.addressText();
        this.createdAt = now;
        this.lastSeenAt = now;
        this.expiresAt = expiry(now, remember, now);
    }

    /// The living session of a token, its user with it, if that user may still sign in.
    static Optional<UserSession> of(SessionToken token, Instant now) {
        return find(
                        "from UserSession s join fetch s.user u where s.tokenHash = ?1 and s.expiresAt > ?2 and u.enabled",
                        token.hash(),
                        now)
                .singleResultOptional();
    }

    /// A user's living sessions, the one used last first.
    static List<UserSession> of(UUID userId, Instant now) {
        return list("user.id = ?1 and expiresAt > ?2", Sort.descending("lastSeenAt", "id"), userId, now);
    }

    /// A user's session by its id.
    static Optional<UserSession> of(UUID userId, UUID id) {
        return find("user.id = ?1 and id = ?2", userId, id).singleResultOptional();
    }

    static long end(UUID id) {
        return delete("id", id);
    }

    /// Ends every session of a user but the one that is `kept`, and all of them if it is null.
    static long endOthers(UUID userId, @Nullable UUID kept) {
        return kept == null ? delete("user.id", userId) : delete("user.id = ?1 and id <> ?2", userId, kept);
    }

    /// Notes that the session was used, if that is worth writing down. It is a statement of its own, and not a
    /// change of this object, so that a session which ends at the same moment stays ended.
    void touch(Visitor visitor, Instant now) {
        if (now.isBefore(lastSeenAt.plus(GRAIN)) && visitor.addressText().equals(address)) {
            return;
        }
        update(
                "lastSeenAt = ?1, expiresAt = ?2, address = ?3 where id = ?4",
                now,
                expiry(createdAt, remember, now),
                visitor.addressText(),
                id);
    }

    private static Instant expiry(Instant createdAt, boolean remember, Instant now) {
        var idle = now.plus(remember ? IDLE_REMEMBERED : IDLE);
        var end = createdAt.plus(LONGEST);
        return idle.isBefore(end) ? idle : end;
    }

    public UUID id() {
        return id;
    }

    public User user() {
        return user;
    }

    /// The browser and system, for a person to recognize: `Firefox on Linux`.
    public String device() {
        return device;
    }

    /// Where it was used last.
    public String address() {
        return address;
    }

    public Instant createdAt() {
        return createdAt;
    }

    /// When the session was last used, to the minute.
    public Instant lastSeenAt() {
        return lastSeenAt;
    }

    public Instant expiresAt() {
        return expiresAt;
    }
}
