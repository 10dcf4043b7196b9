package dev.warren.interfaces;

import dev.warren.web.Rejection;
import java.util.Map;
import org.hibernate.exception.ConstraintViolationException;

/// What the database says about an interface that can't be beside the others, in words.
final class InterfaceConstraints {

    private record Conflict(String field, String sentence) {}

    private static final Map<String, Conflict> CONFLICTS = Map.of(
            "wg_interface_name", new Conflict("name", "Another interface is called %1$s already."),
            "wg_interface_listen_port_key",
                    new Conflict("listenPort", "Another interface listens on port %2$d already."),
            "wg_interface_ipv4_overlap", new Conflict("ipv4", "This range overlaps with the one of another interface."),
            "wg_interface_ipv6_overlap", new Conflict("ipv6", "This range overlaps with the one of another interface."),
            "wg_interface_public_key_key", new Conflict("privateKey", "Another interface has this key already."),
            "peer_endpoint_name",
                    new Conflict(
                            "endpoints", "A peer uses an endpoint that would go: give the peer another one first."));

    private InterfaceConstraints() {}

    /// Runs `write`, and turns a constraint that it meets into a [Rejection] of the field that caused it.
    static void guard(String name, int listenPort, Runnable write) {
        try {
            write.run();
        } catch (ConstraintViolationException e) {
            Conflict conflict = CONFLICTS.get(Constraint.metBy(e));
            if (conflict == null) {
                throw e;
            }
            throw Rejection.invalid(conflict.field(), conflict.sentence().formatted(name, listenPort));
        }
    }
}
