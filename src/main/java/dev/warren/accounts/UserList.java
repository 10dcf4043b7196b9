package dev.warren.accounts;

import dev.warren.web.Keyset;
import io.quarkus.panache.common.Parameters;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which users a list shows, in which order. One query, by an index, whatever the page.
///
/// @param text    part of the name; null for every name
/// @param role    null for every role
/// @param enabled null for both
record UserList(
        @Nullable String text,
        @Nullable Role role,
        @Nullable Boolean enabled) {

    static final String BY_NAME = "name";
    static final String BY_AGE = "createdAt";

    /// The users of a page, and one more if there is a next one.
    List<User> page(Keyset keyset) {
        var byName = keyset.sort().equals(BY_NAME);
        var key = byName ? "lower(name)" : "createdAt";
        var where = new StringBuilder("1 = 1");
        var parameters = new Parameters();
        if (text != null) {
            where.append(" and position(:text in lower(name)) > 0");
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
            parameters.and("key", byName ? after.getFirst() : Keyset.value(after.getFirst(), Instant::parse));
            parameters.and("id", Keyset.value(after.getLast(), UUID::fromString));
        }
        where.append(" order by %1$s%2$s, id%2$s".formatted(key, keyset.direction()));
        return User.<User>find(where.toString(), parameters)
                .range(0, keyset.limit())
                .list();
    }

    /// Where the page after this user begins.
    static List<?> position(User user, Keyset keyset) {
        return List.of(
                keyset.sort().equals(BY_NAME) ? user.name().toLowerCase(Locale.ROOT) : user.createdAt(), user.id());
    }
}
