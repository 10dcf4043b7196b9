package dev.warren.interfaces;

import dev.warren.engine.IpPrefix;
import dev.warren.engine.Routes;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/// How values of this domain become columns: all of them as text, which PostgreSQL casts where the column is `inet`.
public final class Converters {

    private Converters() {}

    /// An address with a prefix length, `inet`.
    @Converter(autoApply = true)
    public static class OfPrefix implements AttributeConverter<IpPrefix, String> {
        @Override
        public @Nullable String convertToDatabaseColumn(@Nullable IpPrefix value) {
            return value == null ? null : IpText.of(value);
        }

        @Override
        public @Nullable IpPrefix convertToEntityAttribute(@Nullable String column) {
            return column == null ? null : IpPrefix.parse(column);
        }
    }

    /// One address, `inet`.
    @Converter
    public static class OfAddress implements AttributeConverter<InetAddress, String> {
        @Override
        public @Nullable String convertToDatabaseColumn(@Nullable InetAddress value) {
            return value == null ? null : IpText.of(value);
        }

        @Override
        public @Nullable InetAddress convertToEntityAttribute(@Nullable String column) {
            return column == null ? null : IpPrefix.parseAddress(column);
        }
    }

    @Converter(autoApply = true)
    public static class OfPrefixes implements AttributeConverter<IpPrefixes, String> {
        @Override
        public @Nullable String convertToDatabaseColumn(@Nullable IpPrefixes value) {
            return value == null ? null : value.toString();
        }

        @Override
        public @Nullable IpPrefixes convertToEntityAttribute(@Nullable String column) {
            return column == null ? null : IpPrefixes.parse(column);
        }
    }

    @Converter(autoApply = true)
    public static class OfDnsServers implements AttributeConverter<DnsServers, String> {
        @Override
        public @Nullable String convertToDatabaseColumn(@Nullable DnsServers value) {
            return value == null ? null : value.toString();
        }

        @Override
        public @Nullable DnsServers convertToEntityAttribute(@Nullable String column) {
            return column == null ? null : DnsServers.parse(column);
        }
    }

    @Converter(autoApply = true)
    public static class OfEndpoint implements AttributeConverter<PublicEndpoint, String> {
        @Override
        public @Nullable String convertToDatabaseColumn(@Nullable PublicEndpoint value) {
            return value == null ? null : value.toString();
        }

        @Override
        public @Nullable PublicEndpoint convertToEntityAttribute(@Nullable String column) {
            return column == null ? null : PublicEndpoint.parse(column);
        }
    }

    @Converter(autoApply = true)
    public static class OfRoutes implements AttributeConverter<Routes, String> {
        @Override
        public @Nullable String convertToDatabaseColumn(@Nullable Routes value) {
            return value == null ? null : value.toString();
        }

        @Override
        public @Nullable Routes convertToEntityAttribute(@Nullable String column) {
            return column == null ? null : Routes.parse(column);
        }
    }
}
