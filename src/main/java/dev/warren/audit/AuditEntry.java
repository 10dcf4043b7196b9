package dev.warren.audit;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.UuidGenerator;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/// One line of the audit log. The database refuses to change or delete it.
@Entity
@Immutable
@Table(name = "audit_log")
public class AuditEntry extends PanacheEntityBase {

    /// Ordered by time, as UUIDs of version 7 are.
    @Id
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    UUID id;

    Instant at;

    @Column(name = "actor_id")
    @Nullable UUID actorId;

    String actor;
    String via;

    @Nullable String address;

    String action;

    @Column(name = "subject_type")
    String subjectType;

    @Column(name = "subject_id")
    String subjectId;

    @Column(name = "subject_name")
    String subjectName;

    @JdbcTypeCode(SqlTypes.JSON)
    @Nullable String before;

    @JdbcTypeCode(SqlTypes.JSON)
    @Nullable String after;

    protected AuditEntry() {}

    AuditEntry(
            Instant at,
            Actor actor,
            @Nullable String address,
            String action,
            Subject subject,
            @Nullable String before,
            @Nullable String after) {
        this.at = at;
        this.actorId = actor.id();
        this.actor = actor.name();
        this.via = actor.via();
        this.address = address;
        this.action = action;
        this.subjectType = subject.type();
        this.subjectId = subject.id();
        this.subjectName = subject.name();
        this.before = before;
        this.after = after;
    }

    /// By what a list of the log finds its place again.
    List<?> position() {
        return List.of(at, id);
    }

    public String action() {
        return action;
    }

    public String actor() {
        return actor;
    }

    public @Nullable String after() {
        return after;
    }
}
