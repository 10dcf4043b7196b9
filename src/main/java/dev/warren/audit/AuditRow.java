package dev.warren.audit;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A line of the audit log as a person reads it.
///
/// @param via     how the actor proved who they are; empty where that is the page, which goes without saying
/// @param link    where more is told of the subject; null if there is no such page, or not any more
/// @param changes value by value
record AuditRow(
        UUID id,
        Instant at,
        String actor,
        String via,
        @Nullable String address,
        String action,
        String subjectType,
        String subject,
        @Nullable String link,
        List<Change> changes) {

    private static final int FEW = 4;
    private static final Set<String> SINGLE = Set.of("settings", "master-key", "audit");

    /// @param before null for what was not there
    /// @param after  null for what is gone
    record Change(
            String field, @Nullable String before, @Nullable String after) {}

    /// What was done, without the type of thing that it was done to; with it where that is another than the
    /// subject's.
    public String done() {
        return action.equals("session.revoked") ? action : action.substring(action.indexOf('.') + 1);
    }

    /// Whether there is one of its kind, so that the kind says it all.
    public boolean isSingle() {
        return SINGLE.contains(subjectType);
    }

    /// Whether the changes are few enough to be read at a glance.
    public boolean isShort() {
        return changes.size() <= FEW;
    }
}
