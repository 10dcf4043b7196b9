package dev.warren.accounts;

import dev.warren.audit.AuditFacts;
import dev.warren.audit.Subject;
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
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.annotations.UuidGenerator;
import org.jspecify.annotations.Nullable;

/// What a program shows instead of a name and password: made by a user, for one purpose, until it expires or is
/// revoked.
@Entity
@Table(name = "api_token")
public class ApiToken extends PanacheEntityBase {

    /// How exact [#lastUsedAt] is. It saves a write with every request.
    private static final Duration GRAIN = Duration.ofMinutes(1);

    @Id
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    private UUID id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "user_id")
    private User user;

    private String name;

    @Column(name = "token_hash")
    private byte[] tokenHash;

    private String scopes;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "expires_at")
    private @Nullable Instant expiresAt;

    @Column(name = "last_used_at")
    private @Nullable Instant lastUsedAt;

    @Column(name = "last_used_address")
    private @Nullable String lastUsedAddress;

    protected ApiToken() {}

    ApiToken(User user, String name, Set<Scope> scopes, TokenText token, @Nullable Instant expiresAt, Instant now) {
        this.user = user;
        this.name = name;
        this.scopes = Scope.column(scopes);
        this.tokenHash = token.hash();
        this.expiresAt = expiresAt;
        this.createdAt = now;
    }

    /// What the audit log keeps of a token.
    record Facts(
            String owner, List<String> scopes, @Nullable Instant expiresAt) implements AuditFacts {}

    /// The living token with this text, its owner with it, if that user may still sign in.
    static Optional<ApiToken> of(TokenText token, Instant now) {
        return find(
                        "from ApiToken t join fetch t.user u where t.tokenHash = ?1"
                                + " and (t.expiresAt is null or t.expiresAt > ?2) and u.enabled",
                        token.hash(),
                        now)
                .singleResultOptional();
    }

    /// A user's tokens, the newest first; those that have expired too.
    static List<ApiToken> of(UUID userId) {
        return list("user.id", Sort.descending("createdAt", "id"), userId);
    }

    /// A user's token by its id.
    static Optional<ApiToken> of(UUID userId, UUID id) {
        return find("user.id = ?1 and id = ?2", userId, id).singleResultOptional();
    }

    /// Notes that the token was used, if that is worth writing down.
    void touch(Visitor visitor, Instant now) {
        if (lastUsedAt != null
                && now.isBefore(lastUsedAt.plus(GRAIN))
                && visitor.addressText().equals(lastUsedAddress)) {
            return;
        }
        update("lastUsedAt = ?1, lastUsedAddress = ?2 where id = ?3", now, visitor.addressText(), id);
    }

    Set<Scope> scopes() {
        return Scope.parse(scopeNames());
    }

    Subject subject() {
        return new Subject("token", id.toString(), name);
    }

    Facts facts() {
        return new Facts(user.name(), scopeNames(), expiresAt);
    }

    public UUID id() {
        return id;
    }

    public User user() {
        return user;
    }

    public String name() {
        return name;
    }

    public List<String> scopeNames() {
        return Arrays.asList(scopes.split(" "));
    }

    public Instant createdAt() {
        return createdAt;
    }

    /// When it ends to be worth anything; null for never.
    public @Nullable Instant expiresAt() {
        return expiresAt;
    }

    /// When it was last used, to the minute; null if never.
    public @Nullable Instant lastUsedAt() {
        return lastUsedAt;
    }

    public @Nullable String lastUsedAddress() {
        return lastUsedAddress;
    }
}
