package dev.warren.web;

import io.quarkus.arc.Arc;
import java.util.List;
import org.hibernate.StatelessSession;
import org.hibernate.jdbc.ReturningWork;

/// Writes rows that are new and that nobody changes again in the same transaction.
///
/// Hibernate writes them without keeping them in mind: no copy of each to compare it with at the commit, and no search
/// for what else may have changed. What a [org.hibernate.Session] has not written yet has to be flushed before rows
/// that refer to it.
public final class NewRows {

    private static final int BATCH = 100;

    private NewRows() {}

    /// Writes them now, so that a constraint which they meet is thrown here.
    public static void write(List<?> entities) {
        session().insertMultiple(entities);
    }

    /// Writes it before the commit at the latest, in one batch with others like it.
    public static void add(Object entity) {
        StatelessSession session = session();
        session.setJdbcBatchSize(BATCH);
        session.insert(entity);
    }

    /// Does `work` in the same transaction.
    public static <T> T with(ReturningWork<T> work) {
        return session().doReturningWork(work);
    }

    private static StatelessSession session() {
        return Arc.container().instance(StatelessSession.class).get();
    }
}
