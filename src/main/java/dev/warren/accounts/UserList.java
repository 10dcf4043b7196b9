package dev.warren.accounts;

import dev.warren.web.Keyset;
import io.quarkus.panache.common.Parameters;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Which users a list shows, in which order. One query, whatever the page.
///
/// @param text    part of the name or e-mail address; null for all
/// @param role    null for every role
/// @param enabled null for both
record UserList(
        @Nullable String text,
        @Nullable Role role,
        @Nullable Boolean enabled) {

    /// What a list can be sorted by, the default first.
    static final String[] SORTS = {
        "name", "createdAt", "role", "email", "lastSignInAt", "secondFactor", "peers", "enabled"
    };

    /// The users of a page, and one more if there is a next one.
    List<User> page(Keyset keyset, OwnedPeers peers) {
        var key = key(keyset.sort(), peers);
        var where = new StringBuilder("1 = 1");
        var parameters = new Parameters();
        if (text != null) {
            where.append(" and (position(:text in lower(u.name)) > 0 or position(:text in lower(u.email)) > 0)");
            parameters.and("text", text.toLowerCase(Locale.ROOT));
        }
        if (role != null) {
            where.append(" and u.role = :role");
            parameters.and("role", role);
        }
        if (enabled != null) {
            where.append(" and u.enabled = :enabled");
            parameters.and("enabled", enabled);
        }
        var after = keyset.after(2);
        if (after != null) {
            where.append(" and (%1$s %2$s :key or %1$s = :key and u.id %2$s :id)".formatted(key, keyset.beyond()));
            parameters.and("key", Keyset.value(after.getFirst(), value -> value(keyset.sort(), value)));
            parameters.and("id", Keyset.value(after.getLast(), UUID::fromString));
        }
        if (key.contains(":never")) {
            parameters.and("never", Instant.EPOCH);
        }
        where.append(" order by %1$s%2$s, u.id%2$s".formatted(key, keyset.direction()));
        return User.<User>find("from User u where " + where, parameters)
                .range(0, keyset.limit())
                .list();
    }

    /// Where a user is in the list, for the page after them or before.
    ///
    /// @param counts how many peers each has who has any
    static Function<User, List<?>> position(Keyset keyset, Map<UUID, Integer> counts) {
        return user -> List.of(
                switch (keyset.sort()) {
                    case "createdAt" -> user.createdAt();
                    case "role" -> user.role().text();
                    case "email" -> lowerCase(Objects.requireNonNullElse(user.email(), ""));
                    case "lastSignInAt" -> Objects.requireNonNullElse(user.lastSignInAt(), Instant.EPOCH);
                    case "secondFactor" -> user.secondFactor() ? 1 : 0;
                    case "peers" -> counts.getOrDefault(user.id(), 0);
                    case "enabled" -> user.enabled() ? 1 : 0;
                    default -> lowerCase(user.name());
                },
                user.id());
    }

    private static String key(String sort, OwnedPeers peers) {
        return switch (sort) {
            case "name" -> "lower(u.name)";
            case "email" -> "coalesce(lower(u.email), '')";
            case "lastSignInAt" -> "coalesce(u.lastSignInAt, :never)";
            case "secondFactor", "enabled" -> "case when u." + sort + " then 1 else 0 end";
            case "peers" -> peers.countOf("u.id");
            default -> "u." + sort;
        };
    }

    private static Object value(String sort, String text) {
        return switch (sort) {
            case "createdAt", "lastSignInAt" -> Instant.parse(text);
            case "role" -> Role.parse(text);
            case "secondFactor", "enabled" -> Integer.valueOf(text);
            case "peers" -> Long.valueOf(text);
            default -> text;
        };
    }

    private static String lowerCase(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
