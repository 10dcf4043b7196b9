package dev.warren.web;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The part of a list that a request asks for, by the values of the last entry that the caller has: what comes and
/// goes meanwhile neither repeats nor hides an entry, and the last page costs what the first does.
///
/// ```java
/// var keyset = query.keyset("name", "createdAt");
/// var rows = rows(keyset.sort(), keyset.descending(), keyset.after(), keyset.limit() + 1);
/// return keyset.page(rows, row -> List.of(row.name(), row.id()), PeerView::of);
/// ```
///
/// The cursor is the sort order and these values, as text. It is no secret and no promise: a caller who makes one up
/// sees no more than the list shows. One that leads back ([#before]) reads the list the other way round, and [#page]
/// turns what it finds.
public final class Keyset {

    private static final int USUAL = 50;
    private static final int MOST = 500;
    private static final int LONGEST_CURSOR = 2000;

    /// Begins a cursor that leads back.
    private static final String BACK = "<";

    private final int limit;
    private final String order;
    private final boolean back;
    private final @Nullable List<String> after;

    private Keyset(int limit, String order, boolean back, @Nullable List<String> after) {
        this.limit = limit;
        this.order = order;
        this.back = back;
        this.after = after;
    }

    /// Reads the query's parameters; throws a [Rejection] that names those which can't be used.
    ///
    /// @param fields what the list can be sorted by, the default first
    static Keyset of(@Nullable String limit, @Nullable String after, @Nullable String sort, String... fields) {
        var errors = new FieldErrors();
        var count = errors.check("limit", () -> limit(limit));
        var order = errors.check("sort", () -> order(sort, fields));
        var position = order == null ? null : errors.check("after", () -> decode(after, order));
        errors.reject();
        var given = position == null || position.isEmpty() ? null : position;
        return new Keyset(
                count == null ? USUAL : count,
                order == null ? fields[0] : order,
                given != null && given.getFirst().startsWith(BACK),
                given == null ? null : given.subList(1, given.size()));
    }

    /// How many entries the page has at most. Ask for one more to know whether there is a next page.
    public int limit() {
        return limit;
    }

    /// The field to sort by, one of those that were offered.
    public String sort() {
        return order.startsWith("-") ? order.substring(1) : order;
    }

    /// The order as a request names it: [#sort], with a minus in front the other way round.
    public String order() {
        return order;
    }

    /// Whether the entries are to be read from the last to the first.
    public boolean descending() {
        return order.startsWith("-") != back;
    }

    /// The values of the entry after which the page begins, as [#page] got them; null for the first page. The
    /// number of values is whatever the cursor's author wrote: see [#after(int)].
    public @Nullable List<String> after() {
        return after;
    }

    /// The same, refused unless it has `count` values.
    public @Nullable List<String> after(int count) {
        if (after != null && after.size() != count) {
            throw badCursor();
        }
        return after;
    }

    /// What a cursor's value means, or the [Rejection] of the cursor if `parse` can't read it.
    public static <T> T value(String text, Function<String, T> parse) {
        try {
            return parse.apply(text);
        } catch (RuntimeException e) {
            throw badCursor();
        }
    }

    /// ` asc` or ` desc`, for every column of the order.
    public String direction() {
        return descending() ? " desc" : " asc";
    }

    /// `>` or `<`: what an entry of the page is compared with the position by.
    public String beyond() {
        return descending() ? "<" : ">";
    }

    /// The page that `rows` are, of which there may be one more than the page takes.
    ///
    /// @param position the values by which the next page finds its beginning; the last one is unique
    public <R, T> Listing<T> page(List<R> rows, Function<R, List<?>> position, Function<R, T> view) {
        var shown = shown(rows);
        var more = back ? !shown.isEmpty() : rows.size() > limit;
        return new Listing<>(
                shown.stream().map(view).toList(), more ? encode(order, position.apply(shown.getLast())) : null);
    }

    /// The cursor of the page before the one that `rows` are; null on the first.
    public <R> @Nullable String before(List<R> rows, Function<R, List<?>> position) {
        var more = back ? rows.size() > limit : after != null && !rows.isEmpty();
        return more ? encode(BACK + order, position.apply(shown(rows).getFirst())) : null;
    }

    private <R> List<R> shown(List<R> rows) {
        var shown = rows.size() <= limit ? rows : rows.subList(0, limit);
        return back ? shown.reversed() : shown;
    }

    private static int limit(@Nullable String text) {
        if (text == null) {
            return USUAL;
        }
        try {
            var limit = Integer.parseInt(text.strip());
            if (limit >= 1 && limit <= MOST) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // falls through to the sentence that also covers a number out of range
        }
        throw new IllegalArgumentException("The limit is a number from 1 to %d.".formatted(MOST));
    }

    private static String order(@Nullable String text, String... fields) {
        if (text == null) {
            return fields[0];
        }
        if (!Arrays.asList(fields).contains(text.startsWith("-") ? text.substring(1) : text)) {
            throw new IllegalArgumentException(
                    "This list can be sorted by %s; with a minus in front the other way round."
                            .formatted(String.join(", ", fields)));
        }
        return text;
    }

    private static String encode(String order, List<?> values) {
        var parts = new ArrayList<String>();
        parts.add(order);
        values.forEach(value -> parts.add(String.valueOf(value)));
        var bytes = String.join("\0", parts).getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// The order with its direction, and the values.
    private static List<String> decode(@Nullable String cursor, String order) {
        if (cursor == null) {
            return List.of();
        }
        var parts = Arrays.asList(text(cursor).split("\0", -1));
        if (parts.size() < 2
                || !parts.getFirst().equals(order) && !parts.getFirst().equals(BACK + order)) {
            throw new IllegalArgumentException(
                    "This is no position in a list with this order: take `next` of the page before, and its `sort`.");
        }
        return parts;
    }

    private static String text(String cursor) {
        try {
            if (cursor.length() <= LONGEST_CURSOR) {
                var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor));
                return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
            }
        } catch (IllegalArgumentException | CharacterCodingException e) {
            // no cursor: the caller says so
        }
        return "";
    }

    private static Rejection badCursor() {
        return Rejection.invalid("after", "This is no position in this list: take `next` of the page before.");
    }
}
