package dev.warren.accounts;

import dev.warren.audit.AuditFacts;
import dev.warren.audit.Subject;
import dev.warren.web.FieldErrors;
import dev.warren.web.Language;
import dev.warren.web.Rejection;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import io.quarkus.panache.common.Sort;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.hibernate.annotations.UuidGenerator;
import org.jspecify.annotations.Nullable;

/// A person who may sign in.
@Entity
@Table(name = "users")
public class User extends PanacheEntityBase {

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._@+-]{0,63}");

    @Id
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    private UUID id;

    private String name;
    private Role role;

    @Column(name = "password_hash")
    private String passwordHash;

    @Column(name = "password_changed_at")
    private Instant passwordChangedAt;

    private boolean enabled = true;

    @Column(name = "second_factor")
    private boolean secondFactor;

    @Column(name = "peer_limit")
    private @Nullable Integer peerLimit;

    private @Nullable String email;

    private @Nullable String language;

    @Column(name = "last_sign_in_at")
    private @Nullable Instant lastSignInAt;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "updated_at")
    private Instant updatedAt;

    @Version
    private int version;

    protected User() {}

    /// A new user, not yet stored; `passwordHash` is a PHC string.
    public User(String name, Role role, String passwordHash, Instant now) {
        this.name = name;
        this.role = role;
        this.passwordHash = passwordHash;
        this.passwordChangedAt = now;
        this.createdAt = now;
        this.updatedAt = now;
    }

    /// What the audit log keeps of a user.
    public record Facts(
            String name,
            String role,
            boolean enabled,
            @Nullable Integer peerLimit,
            @Nullable String email) implements AuditFacts {}

    /// Notes what is wrong with a name that somebody wants to sign in with.
    public static String checkName(String name, FieldErrors errors) {
        var trimmed = name.strip();
        if (!NAME.matcher(trimmed).matches()) {
            errors.add(
                    "username",
                    "A user name has 1 to 64 letters, digits and the signs . _ @ + - and begins with a letter or digit.");
        }
        return trimmed;
    }

    /// The user with this name, in whatever case it is written.
    public static Optional<User> named(String name) {
        return find("lower(name) = lower(?1)", name).singleResultOptional();
    }

    /// The language of whoever reads mail at this address: that of their last sign-in. Of several accounts with
    /// the same address it is the one that was used last.
    public static Optional<Language> languageOf(String email) {
        return User.<User>find(
                        "lower(email) = lower(?1) and language is not null", Sort.descending("lastSignInAt"), email)
                .firstResultOptional()
                .flatMap(user -> Language.of(Objects.requireNonNull(user.language)));
    }

    public Subject subject() {
        return new Subject("user", id.toString(), name);
    }

    public Facts facts() {
        return new Facts(name, role.text(), enabled, peerLimit, email);
    }

    /// The user with this id; throws the [Rejection] 404 if there is none.
    public static User known(UUID id) {
        return User.<User>findByIdOptional(id).orElseThrow(() -> Rejection.notFound("There is no such user."));
    }

    /// Whether this user may do everything, now.
    boolean isActiveAdmin() {
        return enabled && role == Role.ADMIN;
    }

    void change(UserDraft draft, Instant now) {
        name = draft.name();
        role = draft.role();
        enabled = draft.enabled();
        peerLimit = draft.peerLimit();
        email = draft.email();
        updatedAt = now;
    }

    /// Notes a sign-in. It is a statement of its own: whoever changes this user meanwhile is not disturbed.
    ///
    /// @param spoken the language of the page; null for what is no page
    void signedIn(@Nullable Language spoken, Instant now) {
        update(
                "lastSignInAt = ?1, language = coalesce(?2, language) where id = ?3",
                now,
                spoken == null ? null : spoken.code(),
                id);
    }

    void setSecondFactor(boolean on, Instant now) {
        secondFactor = on;
        updatedAt = now;
    }

    void changePassword(String newHash, Instant now) {
        passwordHash = newHash;
        passwordChangedAt = now;
        updatedAt = now;
    }

    public UUID id() {
        return id;
    }

    public String name() {
        return name;
    }

    public Role role() {
        return role;
    }

    String passwordHash() {
        return passwordHash;
    }

    public boolean enabled() {
        return enabled;
    }

    /// Whether a password alone does not let this user in.
    public boolean secondFactor() {
        return secondFactor;
    }

    /// How many peers this user may have made without an administrator; null: as the configuration says.
    public @Nullable Integer peerLimit() {
        return peerLimit;
    }

    /// Where mail reaches this user; null if nobody has said so.
    public @Nullable String email() {
        return email;
    }

    /// When a session of this user last began; null if none ever did.
    public @Nullable Instant lastSignInAt() {
        return lastSignInAt;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant updatedAt() {
        return updatedAt;
    }

    public int version() {
        return version;
    }
}
