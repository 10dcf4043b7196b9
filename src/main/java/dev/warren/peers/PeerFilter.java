package dev.warren.peers;

import dev.warren.web.QueryText;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// What the page of the peers is asked for in its query: text, filters and order.
public class PeerFilter {

    private static final String BY_NAME = "name";

    @RestQuery
    @Nullable String q;

    @RestQuery
    @Nullable String state;

    @RestQuery
    @Nullable String tag;

    @RestQuery
    @Nullable String owner;

    @RestQuery("interface")
    @Nullable String wg;

    @RestQuery
    @Nullable String sort;

    /// @param viewer whose peers alone are seen; null for everybody's
    PeerQuery query(@Nullable UUID viewer, PeerTerms terms, Instant now) {
        return new PeerQuery()
                .search(QueryText.orNull(text()))
                .ofInterface(QueryText.orNull(wg))
                .ofOwner(viewer)
                .ownedBy(QueryText.orNull(owner))
                .tagged(QueryText.orNull(tag))
                .inState(QueryText.orNull(state), terms, now);
    }

    public String text() {
        return QueryText.of(q);
    }

    public boolean has(String name, String value) {
        return value.equals(values().get(name));
    }

    public String order() {
        return sort == null || sort.isBlank() ? BY_NAME : sort;
    }

    /// Whether somebody looks for something.
    public boolean isNarrowed() {
        Map<String, String> values = values();
        values.remove("sort");
        return !values.isEmpty();
    }

    /// The query string of the same list from `next` on.
    public String from(String next) {
        Map<String, String> values = values();
        values.put("after", next);
        return string(values);
    }

    /// The query string that sorts by `column`, or turns the order round if it does so already.
    public String toSort(String column) {
        Map<String, String> values = values();
        values.put("sort", order().equals(column) ? "-" + column : column);
        return string(values);
    }

    /// `aria-sort` of the column's header.
    public String ariaSort(String column) {
        return order().equals(column) ? "ascending" : order().equals("-" + column) ? "descending" : "none";
    }

    /// The query string of the list from its beginning.
    public String same() {
        return string(values());
    }

    private Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        put(values, "q", text());
        put(values, "state", state);
        put(values, "tag", tag);
        put(values, "owner", owner);
        put(values, "interface", wg);
        put(values, "sort", sort);
        return values;
    }

    private static void put(Map<String, String> values, String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            values.put(name, value);
        }
    }

    private static String string(Map<String, String> values) {
        return values.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&", "?", ""));
    }
}
