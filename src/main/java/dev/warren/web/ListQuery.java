package dev.warren.web;

import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// What every list of the API may be asked for in its query. A resource takes it as its `@BeanParam`, and the filters
/// of its own as further parameters.
///
/// All are text, so that one which can't be read is refused by its name: JAX-RS itself would say 404.
public class ListQuery {

    @RestQuery
    @Parameter(description = "how many entries at most: 1 to 500", example = "50")
    @Nullable String limit;

    @RestQuery
    @Parameter(description = "`next` of the page before")
    @Nullable String after;

    @RestQuery
    @Parameter(description = "the field to sort by; with `-` in front the other way round")
    @Nullable String sort;

    @RestQuery
    @Parameter(description = "only entries that contain this text")
    @Nullable String q;

    /// The part of the list that is asked for; throws a [Rejection] for what is not understood.
    ///
    /// @param fields what the list can be sorted by, the default first
    public Keyset keyset(String... fields) {
        return Keyset.of(limit, after, sort, fields);
    }

    /// The text to search for; null if every entry is meant.
    public @Nullable String text() {
        return QueryText.orNull(q);
    }
}
