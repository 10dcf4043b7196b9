package dev.warren.secrets;

import io.quarkus.arc.Arc;
import jakarta.persistence.AttributeConverter;
import org.jspecify.annotations.Nullable;

/// How a secret lies in its column. Every column of secrets has a subclass of its own, which names it, and a row in the
/// table `sealed_column`, by which a change of the master key finds it:
///
/// ```java
/// @Converter
/// static class Sealed extends SealedText {
///     Sealed() {
///         super("totp.secret");
///     }
/// }
/// ```
///
/// The name is authenticated with the value: what was sealed for one column opens in no other.
public abstract class SealedText implements AttributeConverter<String, String> {

    private final String purpose;

    /// @param purpose table and column, with a dot between them
    protected SealedText(String purpose) {
        this.purpose = purpose;
    }

    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable String secret) {
        return secret == null ? null : keyring().seal(secret, purpose);
    }

    @Override
    public @Nullable String convertToEntityAttribute(@Nullable String column) {
        return column == null ? null : keyring().open(column, purpose);
    }

    /// Hibernate makes converters itself, before there are beans to give them.
    private static Keyring keyring() {
        return Arc.container().instance(Keyring.class).get();
    }
}
