package dev.warren.accounts;

import com.fasterxml.jackson.databind.JsonNode;
import dev.warren.audit.AuditFacts;
import dev.warren.audit.AuditLog;
import dev.warren.web.FieldErrors;
import dev.warren.web.Patch;
import dev.warren.web.Rejection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/// What administrators do with users. There is always one administrator left who can sign in.
@ApplicationScoped
public class UserChanges {

    private static final String[] NEW_FIELDS = Stream.concat(Arrays.stream(UserDraft.FIELDS), Stream.of("password"))
            .toArray(String[]::new);

    private final PasswordHashing hashing;
    private final EntityManager database;
    private final AuditLog audit;
    private final InstantSource clock;

    UserChanges(PasswordHashing hashing, EntityManager database, AuditLog audit, InstantSource clock) {
        this.hashing = hashing;
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    /// Stores the user whom the body of a request describes. Throws a [Rejection] with every field that is wrong.
    @Transactional
    public User create(@Nullable JsonNode body) {
        var patch = Patch.of(body, NEW_FIELDS);
        var draft = UserDraft.NEW.changed(patch);
        var password = patch.verbatim("password");
        Passwords.check("password", password == null ? "" : password, draft.name(), patch.errors());
        patch.errors().reject();
        return create(draft, password == null ? "" : password);
    }

    /// Stores a new user. Throws a [Rejection] with the fields `name` and `password`.
    @Transactional
    public User create(UserDraft draft, String password) {
        var errors = new FieldErrors();
        Passwords.check("password", password, draft.name(), errors);
        errors.reject();
        var user = new User(draft.name(), draft.role(), hashing.hash(password), clock.instant());
        user.change(draft, clock.instant());
        store(() -> user.persistAndFlush());
        audit.record("user.created", user.subject(), null, user.facts());
        return user;
    }

    /// Changes a user; one who is disabled is signed out everywhere. Throws a [Rejection]: 404, 409 for the last
    /// administrator, 422 for a name that somebody else has, or what `precondition` throws.
    ///
    /// @param precondition is shown the version that is there
    @Transactional
    public User change(UUID id, Change change, LongConsumer precondition) {
        var admins = lockAdmins();
        var user = User.known(id);
        precondition.accept(user.version());
        var before = user.facts();
        var wasAdmin = user.isActiveAdmin();
        user.change(change.of(UserDraft.of(user)), clock.instant());
        if (wasAdmin && !user.isActiveAdmin()) {
            requireAnother(admins, id);
        }
        store(() -> User.flush());
        if (!user.enabled()) {
            UserSession.endOthers(id, null);
        }
        if (!before.equals(user.facts())) {
            audit.record("user.changed", user.subject(), before, user.facts());
        }
        return user;
    }

    /// Deletes a user with their sessions, tokens and second factor. Throws a [Rejection]: 404, 409 for the last
    /// administrator, or what `precondition` throws.
    @Transactional
    public void delete(UUID id, LongConsumer precondition) {
        var admins = lockAdmins();
        var user = User.known(id);
        precondition.accept(user.version());
        if (user.isActiveAdmin()) {
            requireAnother(admins, id);
        }
        audit.record("user.deleted", user.subject(), user.facts(), null);
        user.delete();
        User.flush();
    }

    /// Ends one session of a user; somebody else's is not found.
    @Transactional
    public void endSession(UUID userId, UUID sessionId) {
        var user = User.known(userId);
        var session = UserSession.of(userId, sessionId)
                .orElseThrow(() -> Rejection.notFound("There is no such session, or it has ended."));
        audit.record("session.revoked", user.subject(), new SessionFacts(session.device(), session.address()), null);
        session.delete();
    }

    /// Ends all sessions of a user but the one that is `kept`, and all of them if it is null.
    @Transactional
    public void endSessions(UUID userId, @Nullable UUID kept) {
        var user = User.known(userId);
        var ended = UserSession.endOthers(userId, kept);
        if (ended > 0) {
            audit.record("session.revoked", user.subject(), new SessionCount(ended), null);
        }
    }

    /// What becomes of a user.
    @FunctionalInterface
    public interface Change {
        UserDraft of(UserDraft present);
    }

    private record SessionFacts(String device, String address) implements AuditFacts {}

    private record SessionCount(long sessions) implements AuditFacts {}

    /// The administrators who can sign in, locked: two requests that each take away one of the last two come one
    /// after
    /// the other, and the second sees what the first has done.
    private List<?> lockAdmins() {
        return database.createNativeQuery(
                        "select id from users where role = 'admin' and enabled order by id for update", UUID.class)
                .getResultList();
    }

    private static void requireAnother(List<?> admins, UUID id) {
        if (admins.stream().allMatch(id::equals)) {
            throw Rejection.conflict(
                    "This is the last administrator who can sign in. Make somebody else an administrator first.");
        }
    }

    private static void store(Runnable write) {
        try {
            write.run();
        } catch (ConstraintViolationException e) {
            if ("users_name_key".equals(e.getConstraintName())) {
                throw Rejection.invalid("name", "There is a user with this name already.");
            }
            throw e;
        }
    }
}
