package dev.warren.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionalException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AuditLogTest {

    @Inject
    AuditLog audit;

    private final Subject subject = new Subject("thing", UUID.randomUUID().toString(), "a thing");

    record Facts(String name, int port, List<String> tags) implements AuditFacts {}

    record Named(@JsonAnyGetter Map<String, String> values) implements AuditFacts {}

    @Test
    void a_change_keeps_only_what_differs() {
        write("thing.changed", new Facts("old", 1, List.of("a")), new Facts("new", 1, List.of("a", "b")));
        var entry = entries().getFirst();
        assertEquals("{\"name\":\"old\",\"tags\":[\"a\"]}", compact(entry.before));
        assertEquals("{\"name\":\"new\",\"tags\":[\"a\",\"b\"]}", compact(entry.after));
    }

    @Test
    void what_was_made_has_no_before_and_what_is_gone_no_after() {
        write("thing.created", null, new Facts("new", 1, List.of()));
        write("thing.deleted", new Facts("new", 1, List.of()), null);
        assertNull(entries().get(0).before);
        assertNull(entries().get(1).after);
    }

    @Test
    void what_warren_does_by_itself_is_its_own() {
        write("thing.expired", null, null);
        var entry = entries().getFirst();
        assertEquals("Warren", entry.actor);
        assertEquals("warren", entry.via);
        assertNull(entry.address);
    }

    @Test
    void a_line_is_gone_with_the_change_that_was_rolled_back() {
        assertThrows(
                IllegalStateException.class,
                () -> QuarkusTransaction.requiringNew().run(() -> {
                    audit.record("thing.created", subject, null, null);
                    throw new IllegalStateException("the change failed");
                }));
        assertEquals(List.of(), entries());
    }

    @Test
    void without_a_transaction_nothing_is_recorded() {
        assertThrows(TransactionalException.class, () -> audit.record("thing.created", subject, null, null));
    }

    @Test
    void a_secret_is_refused_whatever_it_is_called() {
        for (var name : List.of("password", "passwordHash", "privateKey", "presharedKey", "secret", "token")) {
            var e = assertThrows(
                    RuntimeException.class, () -> write("thing.created", null, new Named(Map.of(name, "x"))));
            assertTrue(causes(e).contains("a secret on its way into the audit log: " + name), causes(e));
        }
        assertEquals(List.of(), entries());
    }

    private void write(String action, AuditFacts before, AuditFacts after) {
        QuarkusTransaction.requiringNew().run(() -> audit.record(action, subject, before, after));
    }

    private List<AuditEntry> entries() {
        return QuarkusTransaction.requiringNew()
                .call(() -> AuditEntry.<AuditEntry>list("subjectId = ?1 order by id", subject.id()));
    }

    private static String compact(String json) {
        return json.replace(" ", "");
    }

    private static String causes(Throwable e) {
        return e == null ? "" : e.getMessage() + " " + causes(e.getCause());
    }
}
