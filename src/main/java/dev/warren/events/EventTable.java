package dev.warren.events;

import dev.warren.audit.Subject;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// The table of events, by plain JDBC: many rows in one statement.
@ApplicationScoped
class EventTable {

    /// A batch whose commit is in doubt may be written again.
    private static final String WRITE = """
        insert into event (id, at, kind, subject_type, subject_id, subject_name, detail)
        select * from unnest(?, ?, ?, ?, ?, ?, ?)
        on conflict (id) do nothing
        """;

    private static final String COLUMNS = "id, at, kind, subject_type, subject_id, subject_name, detail";

    private final DataSource database;

    EventTable(DataSource database) {
        this.database = database;
    }

    /// What happened when nobody was there to take it down.
    record Missed(Subject subject, Instant at) {}

    /// The place of an event in the order of time.
    record Position(Instant at, UUID id) {}

    void write(List<Happened> events) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(WRITE)) {
            statement.setArray(1, connection.createArrayOf("uuid", each(events, Happened::id)));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "timestamptz", each(events, event -> event.at().toString())));
            statement.setArray(
                    3,
                    connection.createArrayOf(
                            "text", each(events, event -> event.kind().key())));
            statement.setArray(
                    4,
                    connection.createArrayOf(
                            "text", each(events, event -> event.subject().type())));
            statement.setArray(
                    5,
                    connection.createArrayOf(
                            "text", each(events, event -> event.subject().id())));
            statement.setArray(
                    6,
                    connection.createArrayOf(
                            "text", each(events, event -> event.subject().name())));
            statement.setArray(7, connection.createArrayOf("text", each(events, Happened::detail)));
            statement.executeUpdate();
        }
    }

    /// @param after the position after which the page begins, in the order that is asked for
    List<Happened> read(EventFilter filter, boolean newestFirst, @Nullable Position after, int limit)
            throws SQLException {
        List<Object> values = new ArrayList<>();
        var sql = new StringBuilder("select " + COLUMNS + " from event where true");
        if (!filter.kinds().isEmpty()) {
            sql.append(" and kind in (")
                    .append("?, ".repeat(filter.kinds().size() - 1))
                    .append("?)");
            filter.kinds().forEach(kind -> values.add(kind.key()));
        }
        add(sql, values, " and subject_id = ?", filter.subjectId());
        add(sql, values, " and subject_type = ?", filter.subjectType());
        add(sql, values, " and lower(subject_name) = lower(?)", filter.subjectName());
        if (filter.interfaceId() != null) {
            sql.append(" and (subject_id = ? or subject_id in (select id::text from peer where interface_id = ?))");
            values.add(filter.interfaceId().toString());
            values.add(filter.interfaceId());
        }
        add(sql, values, " and at >= ?", time(filter.from()));
        add(sql, values, " and at < ?", time(filter.to()));
        if (filter.text() != null) {
            sql.append(
                    " and (position(lower(?) in lower(subject_name)) > 0 or position(lower(?) in lower(detail)) > 0)");
            values.add(filter.text());
            values.add(filter.text());
        }
        if (after != null) {
            sql.append(newestFirst ? " and (at, id) < (?, ?)" : " and (at, id) > (?, ?)");
            values.add(after.at().atOffset(ZoneOffset.UTC));
            values.add(after.id());
        }
        String direction = newestFirst ? " desc" : "";
        sql.append(" order by at")
                .append(direction)
                .append(", id")
                .append(direction)
                .append(" limit ?");
        values.add(limit);
        return query(sql.toString(), values);
    }

    /// What came after the event with this id, oldest first.
    List<Happened> since(UUID id, int limit) throws SQLException {
        return query("select " + COLUMNS + " from event where id > ? order by id limit ?", List.of(id, limit));
    }

    /// Peers whose time was over between the two, and of whom nobody has been told so.
    List<Missed> untoldExpiries(Instant from, Instant to) throws SQLException {
        String sql = """
            select p.id::text, p.name, p.expires_at from peer p
             where p.expires_at > ? and p.expires_at <= ?
               and not exists (select from event e
                                where e.subject_id = p.id::text and e.at >= p.expires_at and e.kind = 'expired')
            """;
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, from.atOffset(ZoneOffset.UTC));
            statement.setObject(2, to.atOffset(ZoneOffset.UTC));
            List<Missed> missed = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    missed.add(new Missed(
                            new Subject("peer", row.getString(1), row.getString(2)),
                            row.getObject(3, OffsetDateTime.class).toInstant()));
                }
            }
            return missed;
        }
    }

    void forget(Instant before) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement("delete from event where at < ?")) {
            statement.setObject(1, before.atOffset(ZoneOffset.UTC));
            statement.executeUpdate();
        }
    }

    private List<Happened> query(String sql, List<Object> values) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.size(); i++) {
                statement.setObject(i + 1, values.get(i));
            }
            List<Happened> events = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    EventKind kind = EventKind.of(row.getString(3)).orElse(EventKind.CHANGED);
                    Timestamp at = row.getTimestamp(2);
                    events.add(new Happened(
                            row.getObject(1, UUID.class),
                            at.toInstant(),
                            kind,
                            new Subject(row.getString(4), row.getString(5), row.getString(6)),
                            row.getString(7)));
                }
            }
            return events;
        }
    }

    private static void add(StringBuilder sql, List<Object> values, String condition, @Nullable Object value) {
        if (value != null) {
            sql.append(condition);
            values.add(value);
        }
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private static Object[] each(List<Happened> events, Function<Happened, Object> column) {
        return events.stream().map(column).toArray();
    }
}
