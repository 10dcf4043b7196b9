package dev.warren.interfaces;

import dev.warren.web.Keyset;
import dev.warren.web.Sql;
import io.quarkus.hibernate.orm.panache.Panache;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Interfaces page by page.
final class InterfaceRows {

    private InterfaceRows() {}

    /// One more than the page takes, if there is one.
    ///
    /// @param text that the name or comment contains; null for all
    static List<WgInterface> read(Keyset keyset, @Nullable String text) {
        String column = column(keyset.sort());
        List<String> after = keyset.after(2);
        String position = after == null
                ? ""
                : " and (%1$s %2$s :value or %1$s = :value and id %2$s :id)".formatted(column, keyset.beyond());
        var query = Panache.getSession()
                .createQuery(
                        "from WgInterface where (lower(name) like :text escape '!' or lower(comment) like :text escape"
                                + " '!')" + position
                                + " order by " + column + keyset.direction() + ", id" + keyset.direction(),
                        WgInterface.class)
                .setParameter("text", text == null ? "%" : "%" + escaped(text) + "%")
                .setMaxResults(keyset.limit() + 1);
        if (after != null) {
            query.setParameter("value", Keyset.value(after.get(0), value -> value(keyset.sort(), value)));
            query.setParameter("id", Keyset.value(after.get(1), UUID::fromString));
        }
        return query.getResultList();
    }

    /// What [#read] finds the next page by.
    static List<?> position(WgInterface wg, String sort) {
        Object value = switch (sort) {
            case "createdAt" -> wg.createdAt();
            case "listenPort" -> wg.listenPort();
            default -> wg.name().toLowerCase(Locale.ROOT);
        };
        return List.of(value, wg.id());
    }

    /// How many peers each interface has that has any.
    static Map<UUID, Long> peers() {
        Map<UUID, Long> peers = new HashMap<>();
        Sql.rows("select interface_id, count(*) from peer group by interface_id", Object[].class, Map.of())
                .forEach(row -> peers.put((UUID) row[0], ((Number) row[1]).longValue()));
        return peers;
    }

    private static String column(String sort) {
        return sort.equals("name") ? "lower(name)" : sort;
    }

    private static Object value(String sort, String text) {
        return switch (sort) {
            case "createdAt" -> Instant.parse(text);
            case "listenPort" -> Integer.valueOf(text);
            default -> text;
        };
    }

    private static String escaped(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("([!%_])", "!$1");
    }
}
