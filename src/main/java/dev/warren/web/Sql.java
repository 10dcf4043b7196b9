package dev.warren.web;

import io.quarkus.hibernate.orm.panache.Panache;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Queries in SQL within the present transaction.
///
/// They are put to Hibernate without the type of their rows: with it, Hibernate finds none of its plans again, keeps
/// one
/// more for each call, and compares them all the next time. A tenth of the cost of a new peer was that.
public final class Sql {

    private Sql() {}

    /// What `query` finds.
    ///
    /// @param type what a row is: the type of its only column, or `Object[]`
    /// @param parameters by the names that they have in the query
    public static <T> Stream<T> rows(String query, Class<T> type, Map<String, ?> parameters) {
        var prepared = Panache.getEntityManager().createNativeQuery(query);
        parameters.forEach(prepared::setParameter);
        List<?> rows = prepared.getResultList();
        return rows.stream().map(type::cast);
    }
}
