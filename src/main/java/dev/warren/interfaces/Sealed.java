package dev.warren.interfaces;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import org.jspecify.annotations.Nullable;

/// How a secret of this domain lies in its column. Every private and preshared key goes through here, and nothing else
/// does.
@Converter
public class Sealed implements AttributeConverter<String, String> {
    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable String secret) {
        return secret;
    }

    @Override
    public @Nullable String convertToEntityAttribute(@Nullable String column) {
        return column;
    }
}
