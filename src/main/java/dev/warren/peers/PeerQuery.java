package dev.warren.peers;

import dev.warren.peers.PeerStatus.State;
import dev.warren.web.FieldErrors;
import dev.warren.web.Keyset;
import dev.warren.web.Sql;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The question which peers a list of the API shows, put to the database: search, filters, order and page.
final class PeerQuery {

    /// What a list can be sorted by, and the SQL for it; the first is the default.
    private enum Order {
        NAME("name", "lower(p.name)", "text"),
        ADDRESS("address", "coalesce(p.ipv4, p.ipv6)", "inet"),
        CREATED("created", "p.created_at", "timestamptz"),
        HANDSHAKE("handshake", "coalesce(t.latest_handshake, 'epoch')", "timestamptz"),
        RECEIVED("received", "coalesce(t.receive_bytes, 0)", "bigint"),
        SENT("sent", "coalesce(t.transmit_bytes, 0)", "bigint"),
        STATE("state", """
                case when p.expires_at is not null and p.expires_at <= :orderNow then 4
                     when not p.enabled then 3
                     when p.id = any(:outsideHours) then 5
                     when p.id = any(:overQuota) then 6
                     when t.latest_handshake is null then 2
                     when t.latest_handshake < :orderYoung then 1
                     else 0 end""", "integer");

        private final String key;
        private final String sql;
        private final String type;

        Order(String key, String sql, String type) {
            this.key = key;
            this.sql = sql;
            this.type = type;
        }

        static Order of(String key) {
            return Stream.of(values())
                    .filter(each -> each.key.equals(key))
                    .findFirst()
                    .orElse(NAME);
        }
    }

    static final String[] ORDERS =
            Stream.of(Order.values()).map(each -> each.key).toArray(String[]::new);

    /// One entry of the page, and the value by which it is where it is.
    record Row(UUID id, String position) {}

    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> parameters = new HashMap<>();
    private final Map<String, Object> ofOrder = new HashMap<>();
    private final FieldErrors errors = new FieldErrors();

    PeerQuery search(@Nullable String text) {
        if (text != null) {
            String pattern =
                    "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
            where("""
                    (p.name ilike :text or p.notes ilike :text or host(p.ipv4) like :text or host(p.ipv6) ilike :text
                     or p.public_key like :text
                     or exists (select from unnest(p.tags) as own (tag) where own.tag ilike :text)
                     or exists (select from peer_network n where n.peer_id = p.id and text(n.network) ilike :text))
                    """, "text", pattern);
        }
        return this;
    }

    PeerQuery ofInterface(@Nullable String id) {
        return id == null ? this : where("p.interface_id = :wg", "wg", check("interface", id, UUID::fromString));
    }

    PeerQuery ofOwner(@Nullable UUID id) {
        return id == null ? this : where("p.owner_id = :viewer", "viewer", id);
    }

    /// @param owner an id, or `none`
    PeerQuery ownedBy(@Nullable String owner) {
        if (owner == null) {
            return this;
        }
        if (owner.equals("none")) {
            conditions.add("p.owner_id is null");
            return this;
        }
        return where("p.owner_id = :owner", "owner", check("owner", owner, UUID::fromString));
    }

    PeerQuery tagged(@Nullable String tag) {
        return tag == null
                ? this
                : where("p.tags @> cast(array[:tag] as text[])", "tag", check("tag", tag, PeerTexts::tag));
    }

    PeerQuery enabled(@Nullable String enabled) {
        if (enabled == null) {
            return this;
        }
        if (!enabled.equals("true") && !enabled.equals("false")) {
            errors.add("enabled", "This is true or false.");
            return this;
        }
        return where("p.enabled = :enabled", "enabled", Boolean.valueOf(enabled));
    }

    /// @param terms who is kept out by hours and quotas, which only memory knows
    PeerQuery inState(@Nullable String key, PeerTerms terms, Instant now) {
        if (key == null) {
            return this;
        }
        State state = Stream.of(State.values())
                .filter(each -> each.key().equals(key))
                .findFirst()
                .orElse(null);
        if (state == null) {
            errors.add(
                    "state",
                    "A state is one of %s."
                            .formatted(String.join(
                                    ", ",
                                    Stream.of(State.values()).map(State::key).toList())));
            return this;
        }
        parameters.put("now", now);
        String expired = "(p.expires_at is not null and p.expires_at <= :now)";
        if (state == State.EXPIRED) {
            conditions.add(expired);
            return this;
        }
        conditions.add("not " + expired);
        if (state == State.DISABLED) {
            conditions.add("not p.enabled");
            return this;
        }
        conditions.add("p.enabled");
        if (!state.isAdmitted()) {
            return where("p.id = any(:kept)", "kept", terms.keptOut(state, now));
        }
        where("p.id <> all(:kept)", "kept", terms.keptOut(null, now));
        if (state == State.NEVER) {
            conditions.add("t.latest_handshake is null");
            return this;
        }
        return where(
                state == State.ONLINE ? "t.latest_handshake >= :young" : "t.latest_handshake < :young",
                "young",
                now.minus(terms.onlineFor()));
    }

    /// Lets the order be that of the states, which the clock and memory decide.
    PeerQuery orderedBy(String sort, PeerTerms terms, Instant now) {
        if (Order.of(sort) == Order.STATE) {
            ofOrder.put("orderNow", now);
            ofOrder.put("orderYoung", now.minus(terms.onlineFor()));
            ofOrder.put("outsideHours", terms.keptOut(State.OUTSIDE_WINDOW, now));
            ofOrder.put("overQuota", terms.keptOut(State.OVER_QUOTA, now));
        }
        return this;
    }

    /// How many there are on all pages. To be asked before [#rows]. Needs a transaction.
    long count() {
        errors.reject();
        return Sql.rows("select count(*) from " + from(), Long.class, parameters)
                .findFirst()
                .orElse(0L);
    }

    /// The ids of all of them, at most `most`. Needs a transaction.
    List<UUID> ids(int most) {
        errors.reject();
        return Sql.rows("select p.id from %s order by p.id limit %d".formatted(from(), most), UUID.class, parameters)
                .toList();
    }

    private String from() {
        return "peer p left join peer_total t on t.peer_id = p.id"
                + (conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions));
    }

    /// The page that `keyset` asks for, and one entry more if there is one. Needs a transaction.
    List<Row> rows(Keyset keyset) {
        errors.reject();
        Order order = Order.of(keyset.sort());
        List<String> after = keyset.after(2);
        if (after != null) {
            conditions.add(
                    "(%s, p.id) %s (cast(:position as %s), :last)".formatted(order.sql, keyset.beyond(), order.type));
            parameters.put("position", Keyset.value(after.get(0), PeerQuery::printable));
            parameters.put("last", Keyset.value(after.get(1), UUID::fromString));
        }
        String sql = "select p.id, cast(%1$s as text) from %2$s order by %1$s %3$s, p.id %3$s limit :limit"
                .formatted(order.sql, from(), keyset.direction());
        Map<String, Object> values = new HashMap<>(parameters);
        values.putAll(ofOrder);
        values.put("limit", keyset.limit() + 1);
        return Sql.rows(sql, Object[].class, values)
                .map(row -> new Row((UUID) row[0], (String) row[1]))
                .toList();
    }

    private PeerQuery where(String condition, String parameter, @Nullable Object value) {
        if (value != null) {
            conditions.add(condition);
            parameters.put(parameter, value);
        }
        return this;
    }

    private <T> @Nullable T check(String field, String text, Function<String, T> parse) {
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException e) {
            errors.add(field, "This is not the id of one, or not its name.");
            return null;
        }
    }

    private static String printable(String text) {
        return text;
    }
}
