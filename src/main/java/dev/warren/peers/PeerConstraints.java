package dev.warren.peers;

import dev.warren.interfaces.Constraint;
import dev.warren.interfaces.IpText;
import dev.warren.web.Rejection;
import java.net.InetAddress;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/// What the database says about a peer that can't be beside the others, in words.
final class PeerConstraints {

    private PeerConstraints() {}

    /// Runs `write`, and turns a constraint that it meets into a [Rejection] of the field that caused it.
    static void guard(Peer peer, Runnable write) {
        // Read before the write: a refused flush leaves the entity unusable.
        String name = peer.name();
        String ipv4 = text(peer.ipv4());
        String ipv6 = text(peer.ipv6());
        String wg = peer.wg().name();
        try {
            write.run();
        } catch (ConstraintViolationException e) {
            throw switch (Constraint.metBy(e)) {
                case "peer_name" -> Rejection.invalid("name", "A peer of %s is called %s already.".formatted(wg, name));
                case "peer_public_key" ->
                    Rejection.invalid("publicKey", "Another peer of %s has this public key.".formatted(wg));
                case "peer_ipv4" -> Rejection.invalid("ipv4", "%s belongs to another peer.".formatted(ipv4));
                case "peer_ipv6" -> Rejection.invalid("ipv6", "%s belongs to another peer.".formatted(ipv6));
                case "peer_network_overlap" ->
                    Rejection.invalid("networks", "One of these networks is behind another peer already.");
                default -> e;
            };
        }
    }

    private static String text(@Nullable InetAddress address) {
        return address == null ? "" : IpText.of(address);
    }
}
