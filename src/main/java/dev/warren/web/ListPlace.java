package dev.warren.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where somebody is in a list that a page shows: the links that sort it, and those to the pages before and after.
///
/// @param path     of the list, beginning with a slash
/// @param sort     the field it is sorted by; with a minus in front the other way round
/// @param filters  what is searched for, by the names of the parameters; empty values are left out
/// @param previous the position of the page before; null on the first
/// @param next     the position after this page; null if there is nothing
public record ListPlace(
        String path,
        String sort,
        Map<String, String> filters,
        @Nullable String previous,
        @Nullable String next) {

    /// Whether the list begins on this page.
    public boolean isFirst() {
        return previous == null;
    }

    /// The link that sorts by `column`, or turns the order round if that is the order.
    public String toSort(String column) {
        return link(sort.equals(column) ? "-" + column : column, null);
    }

    /// `aria-sort` of the column's header.
    public String ariaSort(String column) {
        return sort.equals(column) ? "ascending" : sort.equals("-" + column) ? "descending" : "none";
    }

    public String toNext() {
        return link(sort, next);
    }

    public String toPrevious() {
        return link(sort, previous);
    }

    public String toFirst() {
        return link(sort, null);
    }

    /// Whether anything is searched for.
    public boolean isFiltered() {
        return filters.values().stream().anyMatch(value -> !value.isEmpty());
    }

    private String link(String order, @Nullable String after) {
        var parameters = new LinkedHashMap<>(filters);
        parameters.put("sort", order);
        parameters.put("after", after == null ? "" : after);
        var link = new StringBuilder(path);
        parameters.forEach((name, value) -> {
            if (!value.isEmpty()) {
                link.append(link.length() == path.length() ? '?' : '&')
                        .append(name)
                        .append('=')
                        .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
            }
        });
        return link.toString();
    }
}
