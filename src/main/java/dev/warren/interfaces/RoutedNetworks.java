package dev.warren.interfaces;

import dev.warren.engine.IpPrefix;
import dev.warren.web.Rejection;
import dev.warren.web.Sql;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Networks behind peers, which no interface may have as its own range: traffic could go to one place only.
final class RoutedNetworks {

    private RoutedNetworks() {}

    /// @throws Rejection naming the peer if a part of `range` is behind one
    static void requireNone(String field, @Nullable IpPrefix range) {
        overlapping(range).stream().findFirst().ifPresent(sentence -> {
            throw Rejection.invalid(field, sentence);
        });
    }

    /// All of them, of IPv4.
    static List<IpPrefix> ipv4() {
        return Sql.rows("select text(network) from peer_network where family(network) = 4", String.class, Map.of())
                .map(IpPrefix::parse)
                .toList();
    }

    /// A sentence for each peer with a network that overlaps with `range`.
    static List<String> overlapping(@Nullable IpPrefix range) {
        if (range == null) {
            return List.of();
        }
        return Sql.rows("""
                        select p.name || '|' || text(n.network) from peer_network n join peer p on p.id = n.peer_id
                         where n.network && cast(:range as inet) order by p.name, n.network
                        """, String.class, Map.of("range", IpText.of(range.network())))
                .map(row -> sentence(range, row))
                .toList();
    }

    private static String sentence(IpPrefix range, String row) {
        int bar = row.lastIndexOf('|');
        return "%s overlaps with %s, a network behind %s: traffic can go to one place only."
                .formatted(IpText.of(range.network()), row.substring(bar + 1), row.substring(0, bar));
    }
}
