package dev.warren.accounts;

import dev.warren.audit.AuditLog;
import dev.warren.web.FieldErrors;
import dev.warren.web.Rejection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/// Makes and revokes API tokens.
@ApplicationScoped
public class ApiTokens {

    private static final int LONGEST_NAME = 64;
    private static final int MOST = 100;

    private final AuditLog audit;
    private final InstantSource clock;

    ApiTokens(AuditLog audit, InstantSource clock) {
        this.audit = audit;
        this.clock = clock;
    }

    /// A token that was just made, with the only copy of its text.
    public record Made(ApiToken token, String text) {
        @Override
        public String toString() {
            return "Made[" + token.name() + "]";
        }
    }

    /// Makes a token for a user. Throws a [Rejection] with the fields `name`, `scopes` and `expiresAt`.
    ///
    /// @param expiresAt null for one that does not expire
    @Transactional
    public Made make(UUID userId, String name, List<String> scopes, @Nullable Instant expiresAt) {
        var errors = new FieldErrors();
        var wanted = errors.check("scopes", () -> Scope.parse(scopes));
        check(name, expiresAt, errors);
        errors.reject();
        if (wanted == null) {
            throw new AssertionError("an error about scopes was noted and let pass");
        }
        var user = User.known(userId);
        if (ApiToken.count("user.id", userId) >= MOST) {
            throw Rejection.conflict("There are %d tokens already. Revoke those that are not needed.".formatted(MOST));
        }
        var text = TokenText.generate();
        var token = new ApiToken(user, name, wanted, text, expiresAt, clock.instant());
        try {
            token.persistAndFlush();
        } catch (ConstraintViolationException e) {
            if ("api_token_name".equals(e.getConstraintName())) {
                throw Rejection.invalid("name", "You have a token with this name already.");
            }
            throw e;
        }
        audit.record("token.created", token.subject(), null, token.facts());
        return new Made(token, text.text());
    }

    /// Makes a token worth nothing from now on. Throws the [Rejection] 404 if this user has no such token.
    @Transactional
    public void revoke(UUID userId, UUID id) {
        var token = ApiToken.of(userId, id).orElseThrow(() -> Rejection.notFound("There is no such token."));
        audit.record("token.revoked", token.subject(), token.facts(), null);
        token.delete();
    }

    private void check(String name, @Nullable Instant expiresAt, FieldErrors errors) {
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            errors.add("name", "A token has a name of 1 to %d characters.".formatted(LONGEST_NAME));
        }
        if (expiresAt != null && !expiresAt.isAfter(clock.instant())) {
            errors.add("expiresAt", "This moment is over already.");
        }
    }
}
