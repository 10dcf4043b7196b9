package dev.warren.accounts;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.Locale;

/// What a user may do.
public enum Role {
    /// Everything.
    ADMIN(Roles.ADMIN),
    /// Peers of everybody, but neither settings nor users.
    OPERATOR(Roles.OPERATOR),
    /// Reads everything but secrets, changes nothing.
    AUDITOR(Roles.AUDITOR),
    /// Their own peers.
    USER(Roles.USER);

    private final String text;

    Role(String text) {
        this.text = text;
    }

    /// The role's name in the database, the API and annotations.
    public String text() {
        return text;
    }

    /// The role with this name; throws [IllegalArgumentException] with the possible names for any other.
    public static Role parse(String text) {
        for (var role : values()) {
            if (role.text.equals(text.strip().toLowerCase(Locale.ROOT))) {
                return role;
            }
        }
        throw new IllegalArgumentException("A role is one of admin, operator, auditor and user.");
    }

    @Converter(autoApply = true)
    static class Column implements AttributeConverter<Role, String> {

        @Override
        public String convertToDatabaseColumn(Role role) {
            return role.text;
        }

        @Override
        public Role convertToEntityAttribute(String text) {
            return parse(text);
        }
    }
}
