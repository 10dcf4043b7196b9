package dev.warren.accounts;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// An API token as the API shows it.
///
/// @param token its text, in the answer to its making and never again
@Schema(name = "Token")
record TokenView(
        UUID id,

        @Schema(examples = "terraform") String name,

        @Schema(examples = "[\"read\", \"peers\"]") List<String> scopes,

        Instant createdAt,

        @Schema(description = "null: never") @Nullable Instant expiresAt,

        @Schema(description = "to the minute; null if never") @Nullable Instant lastUsedAt,

        @Nullable String lastUsedAddress,

        @Schema(description = "the token itself: in the answer to its making, and never again")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable String token) {

    static TokenView of(ApiToken token) {
        return of(token, null);
    }

    static TokenView of(ApiTokens.Made made) {
        return of(made.token(), made.text());
    }

    private static TokenView of(ApiToken token, @Nullable String text) {
        return new TokenView(
                token.id(),
                token.name(),
                token.scopeNames(),
                token.createdAt(),
                token.expiresAt(),
                token.lastUsedAt(),
                token.lastUsedAddress(),
                text);
    }

    /// The body that makes a token.
    @Schema(
            name = "NewToken",
            requiredProperties = {"name", "scopes"})
    record New(
            @Schema(examples = "terraform") String name,

            @Schema(examples = "[\"read\", \"peers\"]") List<String> scopes,

            @Schema(description = "null: never", examples = "2027-01-01T00:00:00Z") @Nullable Instant expiresAt) {}

    @Override
    public String toString() {
        return "TokenView[" + name + "]";
    }
}
