package dev.warren.accounts;

import dev.warren.web.Keyset;
import io.quarkus.panache.common.Parameters;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
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
    static final String[] SORTS = {"name", "createdAt", "role", "email", "lastSignInAt"};

    /// The users of a page, and one more if there is a next one.
    List<User> page(Keyset keyset) {
        var key = key(keyset.sort());
        var where = new StringBuilder("1 = 1");
        var parameters = new Parameters();
        if (text != null) {
            where.append(" and (position(:text in lower(name)) > 0 or position(:text in lower(email)) > 0)");
            parameters.and("text", text.toLowerCase(Locale.ROOT));
        }
        if (role != null) {
            where.append(" and role = :role");
            parameters.and("role", role);
        }
        if (enabled != null) {
            where.append(" and enabled = :enabled");
            parameters.and("enabled", enabled);
        }
        var after = keyset.after(2);
        if (after != null) {
            where.append(" and (%1$s %2$s :key or %1$s = :key and id %2$s :id)".formatted(key, keyset.beyond()));
            parameters.and("key", Keyset.value(after.getFirst(), value -> value(keyset.sort(), value)));
            parameters.and("id", Keyset.value(after.getLast(), UUID::fromString));
        }
        if (key.contains(":never")) {
            parameters.and("never", Instant.EPOCH);
        }
        where.append(" order by %1$s%2$s, id%2$s".formatted(key, keyset.direction()));
        return User.<User>find(where.toString(), parameters)
                .range(0, keyset.limit())
                .list();
    }

    /// Where the page after this user begins.
    static List<?> position(User user, Keyset keyset) {
        Object value = switch (keyset.sort()) {
            case "createdAt" -> user.createdAt();
            case "role" -> user.role().text();
            case "email" -> lowerCase(Objects.requireNonNullElse(user.email(), ""));
            case "lastSignInAt" -> Objects.requireNonNullElse(user.lastSignInAt(), Instant.EPOCH);
            default -> lowerCase(user.name());
        };
        return List.of(value, user.id());
    }

    private static String key(String sort) {
        return switch (sort) {
            case "name" -> "lower(name)";
            case "email" -> "coalesce(lower(email), '')";
            case "lastSignInAt" -> "coalesce(lastSignInAt, :never)";
            default -> sort;
        };
    }

    private static Object value(String sort, String text) {
        return switch (sort) {
            case "createdAt", "lastSignInAt" -> Instant.parse(text);
            case "role" -> Role.parse(text);
            default -> text;
        };
    }

    private static String lowerCase(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
