package dev.warren.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.warren.web.NewRows;
import dev.warren.web.Visitor;
import dev.warren.web.Visitors;
import io.quarkus.arc.Arc;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Writes who did what, when and from where, in the transaction of the change itself: one is never there without
/// the other.
///
/// The values before and after are records of what a person may read later. A component whose name speaks
/// of a secret is refused by an [AssertionError]: such a value may not reach this class.
@ApplicationScoped
public class AuditLog {

    /// The attribute of a [SecurityIdentity] that holds its [Actor].
    public static final String ACTOR = Actor.class.getName();

    private static final Set<String> SECRETS = Set.of(
            "password",
            "passwordhash",
            "secret",
            "privatekey",
            "presharedkey",
            "token",
            "tokenhash",
            "config",
            "code",
            "recoverycodes",
            "masterkey");

    private final ObjectMapper json;
    private final Visitors visitors;
    private final InstantSource clock;
    private final Event<Recorded> recorded;

    AuditLog(ObjectMapper json, Visitors visitors, InstantSource clock, Event<Recorded> recorded) {
        this.json = json;
        this.visitors = visitors;
        this.clock = clock;
        this.recorded = recorded;
    }

    /// Notes that whoever is signed in, or Warren itself, did `action`.
    ///
    /// @param action a past participle with its object's type: `peer.created`, `peer.disabled`
    /// @param before the values before; null for what did not exist. Of what is the same before and after nothing
    /// is kept.
    /// @param after  the values after; null for what is gone
    @Transactional(Transactional.TxType.MANDATORY)
    public void record(String action, Subject subject, @Nullable AuditFacts before, @Nullable AuditFacts after) {
        write(actor(), visitors.current().orElse(null), action, subject, before, after);
    }

    /// The same for an actor who is not, or not yet, the one signed in.
    @Transactional(Transactional.TxType.MANDATORY)
    public void record(
            Actor actor,
            @Nullable Visitor visitor,
            String action,
            Subject subject,
            @Nullable AuditFacts before,
            @Nullable AuditFacts after) {
        write(actor, visitor, action, subject, before, after);
    }

    private void write(
            Actor actor,
            @Nullable Visitor visitor,
            String action,
            Subject subject,
            @Nullable AuditFacts before,
            @Nullable AuditFacts after) {
        var old = values(before);
        var now = values(after);
        if (old != null && now != null) {
            keepDifferences(old, now);
        }
        var address = visitor == null ? null : visitor.addressText();
        NewRows.add(new AuditEntry(clock.instant(), actor, address, action, subject, text(old), text(now)));
        recorded.fire(new Recorded(action, subject, actor.name()));
    }

    private static Actor actor() {
        if (!Arc.container().requestContext().isActive()) {
            return Actor.WARREN;
        }
        var identity = Arc.container().instance(SecurityIdentity.class).get();
        Actor actor = identity.getAttribute(ACTOR);
        if (actor != null) {
            return actor;
        }
        return identity.isAnonymous()
                ? Actor.WARREN
                : new Actor(null, identity.getPrincipal().getName(), "session");
    }

    private @Nullable ObjectNode values(@Nullable AuditFacts facts) {
        if (facts == null) {
            return null;
        }
        if (!(json.valueToTree(facts) instanceof ObjectNode values)) {
            throw new IllegalArgumentException("not a record: " + facts.getClass());
        }
        values.fieldNames().forEachRemaining(name -> {
            if (SECRETS.contains(name.toLowerCase(Locale.ROOT))) {
                throw new AssertionError("a secret on its way into the audit log: " + name);
            }
        });
        return values;
    }

    private static void keepDifferences(ObjectNode before, ObjectNode after) {
        for (var entry : before.deepCopy().properties()) {
            if (Objects.equals(entry.getValue(), after.get(entry.getKey()))) {
                before.remove(entry.getKey());
                after.remove(entry.getKey());
            }
        }
    }

    private static @Nullable String text(@Nullable JsonNode values) {
        return values == null ? null : values.toString();
    }
}
