package dev.warren.peers;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/// How values of this domain become columns: as the text that people write.
final class PeerConverters {

    private PeerConverters() {}

    @Converter
    static class OfAllowedIps implements AttributeConverter<AllowedIps, String> {
        @Override
        public @Nullable String convertToDatabaseColumn(@Nullable AllowedIps value) {
            return value == null ? null : value.toString();
        }

        @Override
        public @Nullable AllowedIps convertToEntityAttribute(@Nullable String column) {
            return column == null ? null : AllowedIps.parse(column);
        }
    }

    @Converter
    static class OfWeekHours implements AttributeConverter<WeekHours, String> {
        @Override
        public @Nullable String convertToDatabaseColumn(@Nullable WeekHours value) {
            return value == null ? null : value.toString();
        }

        @Override
        public @Nullable WeekHours convertToEntityAttribute(@Nullable String column) {
            return column == null ? null : WeekHours.parse(column);
        }
    }

    @Converter
    static class OfZone implements AttributeConverter<ZoneId, String> {
        @Override
        public @Nullable String convertToDatabaseColumn(@Nullable ZoneId value) {
            return value == null ? null : value.getId();
        }

        @Override
        public @Nullable ZoneId convertToEntityAttribute(@Nullable String column) {
            return column == null ? null : ZoneId.of(column);
        }
    }
}
