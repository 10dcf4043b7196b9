package dev.warren.accounts;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A user as the API shows them.
@Schema(name = "User")
record UserView(
        UUID id,

        @Schema(examples = "anna") String name,

        @Schema(enumeration = {"admin", "operator", "auditor", "user"})
        String role,

        @Schema(description = "whether this user may sign in")
        boolean enabled,

        @Schema(description = "whether a code is asked for after the password")
        boolean secondFactor,

        @Schema(description = "how many peers a user may have who makes them alone; null: as the configuration says")
        @Nullable Integer peerLimit,

        @Schema(examples = "anna@example.org") @Nullable String email,

        @Schema(description = "null: never") @Nullable Instant lastSignInAt,

        Instant createdAt,
        Instant updatedAt) {

    static UserView of(User user) {
        return new UserView(
                user.id(),
                user.name(),
                user.role().text(),
                user.enabled(),
                user.secondFactor(),
                user.peerLimit(),
                user.email(),
                user.lastSignInAt(),
                user.createdAt(),
                user.updatedAt());
    }

    /// The body that makes a user.
    @Schema(
            name = "NewUser",
            requiredProperties = {"name", "password"})
    record New(
            @Schema(examples = "anna") String name,

            @Schema(examples = "correct horse battery", minLength = Passwords.SHORTEST, maxLength = Passwords.LONGEST)
            String password,

            @Schema(
                    enumeration = {"admin", "operator", "auditor", "user"},
                    defaultValue = "user")
            String role,

            @Schema(defaultValue = "true") boolean enabled,

            @Nullable Integer peerLimit,

            @Schema(examples = "anna@example.org") @Nullable String email) {}

    /// The body that changes one; what is absent stays as it is.
    @Schema(name = "UserChange")
    record Changed(
            @Schema(examples = "anna") String name,

            @Schema(enumeration = {"admin", "operator", "auditor", "user"})
            String role,

            boolean enabled,

            @Schema(description = "null: as the configuration says") @Nullable Integer peerLimit,

            @Schema(examples = "anna@example.org") @Nullable String email) {}
}
