package dev.warren.audit;

import dev.warren.web.Keyset;
import io.quarkus.panache.common.Parameters;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which lines of the audit log are asked for; null everywhere means all.
///
/// @param text        part of the actor's or subject's name, of the address, or of a value before or after
/// @param actor       a user's name or id
/// @param action      an action, or what several begin with: `peer.`
/// @param subjectType `user`, `peer`, …
/// @param subject     the subject's id or name
/// @param from        the first moment
/// @param until       the moment after the last
record AuditFilter(
        @Nullable String text,
        @Nullable String actor,
        @Nullable String action,
        @Nullable String subjectType,
        @Nullable String subject,
        @Nullable Instant from,
        @Nullable Instant until) {

    /// The lines of a page, and one more if there is a next one.
    List<AuditEntry> page(Keyset keyset) {
        var where = new StringBuilder("1 = 1");
        var parameters = new Parameters();
        conditions(where, parameters);
        var after = keyset.after(2);
        if (after != null) {
            position(
                    where,
                    parameters,
                    keyset.beyond(),
                    Keyset.value(after.getFirst(), Instant::parse),
                    Keyset.value(after.getLast(), UUID::fromString));
        }
        where.append(" order by at%1$s, id%1$s".formatted(keyset.direction()));
        return AuditEntry.<AuditEntry>find(where.toString(), parameters)
                .range(0, keyset.limit())
                .list();
    }

    /// The next lines of an export, oldest first.
    List<AuditEntry> next(@Nullable AuditEntry last, int count) {
        var where = new StringBuilder("1 = 1");
        var parameters = new Parameters();
        conditions(where, parameters);
        if (last != null) {
            position(where, parameters, ">", last.at, last.id);
        }
        where.append(" order by at, id");
        return AuditEntry.<AuditEntry>find(where.toString(), parameters)
                .range(0, count - 1)
                .list();
    }

    private static void position(StringBuilder where, Parameters parameters, String beyond, Instant at, UUID id) {
        // The first half is what the index begins with; the planner does not find it in the second.
        where.append(" and at %1$s= :lastAt and (at %1$s :lastAt or id %1$s :lastId)".formatted(beyond));
        parameters.and("lastAt", at).and("lastId", id);
    }

    private void conditions(StringBuilder where, Parameters parameters) {
        if (actor != null) {
            where.append(" and (lower(actor) = :actor or cast(actorId as string) = :actor)");
            parameters.and("actor", actor.toLowerCase(Locale.ROOT));
        }
        if (action != null) {
            where.append(" and action like :action escape '!'");
            parameters.and("action", literal(action) + "%");
        }
        if (subjectType != null) {
            where.append(" and subjectType = :subjectType");
            parameters.and("subjectType", subjectType);
        }
        if (subject != null) {
            where.append(" and (subjectId = :subject or subjectName = :subject)");
            parameters.and("subject", subject);
        }
        if (from != null) {
            where.append(" and at >= :from");
            parameters.and("from", from);
        }
        if (until != null) {
            where.append(" and at < :until");
            parameters.and("until", until);
        }
        if (text != null) {
            where.append(" and (position(:text in lower(actor)) > 0 or position(:text in lower(subjectName)) > 0"
                    + " or position(:text in address) > 0 or position(:text in action) > 0"
                    + " or position(:text in lower(cast(before as string))) > 0"
                    + " or position(:text in lower(cast(after as string))) > 0)");
            parameters.and("text", text.toLowerCase(Locale.ROOT));
        }
    }

    private static String literal(String text) {
        return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }
}
