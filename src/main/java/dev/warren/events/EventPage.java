package dev.warren.events;

import dev.warren.web.Keyset;
import dev.warren.web.ListPlace;
import dev.warren.web.ListQuery;
import dev.warren.web.Listing;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/// A part of the list of events, with the ways on and back.
record EventPage(Listing<EventLine> list, ListPlace place) {

    /// The place in the list that a query asks for: newest first, or oldest first.
    static Keyset keyset(ListQuery query) {
        return query.keyset("-at", "at");
    }

    static List<Happened> rows(EventTable table, EventFilter filter, Keyset keyset) throws SQLException {
        return table.read(filter, keyset.descending(), EventsApi.position(keyset.after(2)), keyset.limit() + 1);
    }

    /// @param path       of the page
    /// @param typed      the filter by the names of its parameters
    /// @param seesServer whether the pages about users are open to whoever asks
    static EventPage of(
            String path, Map<String, String> typed, Keyset keyset, List<Happened> rows, boolean seesServer) {
        var list = keyset.page(rows, Happened::position, event -> EventLine.of(event, seesServer));
        var previous = keyset.before(rows, Happened::position);
        return new EventPage(list, new ListPlace(path, keyset.order(), typed, previous, list.next()));
    }
}
