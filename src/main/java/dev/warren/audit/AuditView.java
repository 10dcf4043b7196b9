package dev.warren.audit;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A line of the audit log as the API shows it.
@Schema(name = "AuditEntry")
record AuditView(
        UUID id,
        Instant at,
        Who actor,

        @Schema(
                description = "where the request came from; null for what Warren did by itself",
                examples = "203.0.113.7")
        @Nullable String address,

        @Schema(examples = "peer.disabled") String action,

        What subject,

        @Schema(description = "what was different before; null for what did not exist", type = SchemaType.OBJECT)
        @JsonRawValue
        @Nullable String before,

        @Schema(description = "the same after; null for what is gone", type = SchemaType.OBJECT) @JsonRawValue @Nullable String after) {

    @Schema(name = "AuditActor")
    record Who(
            @Nullable UUID id,

            @Schema(examples = "anna") String name,

            @Schema(description = "`session`, `basic`, `token` with its name, `warren`, or `visitor` for nobody known")
            String via) {}

    @Schema(name = "AuditSubject")
    record What(@Schema(examples = "peer") String type, String id, String name) {}

    static AuditView of(AuditEntry entry) {
        return new AuditView(
                entry.id,
                entry.at,
                new Who(entry.actorId, entry.actor, entry.via),
                entry.address,
                entry.action,
                new What(entry.subjectType, entry.subjectId, entry.subjectName),
                entry.before,
                entry.after);
    }
}
