package dev.warren.peers;

import dev.warren.interfaces.Constraint;
import dev.warren.interfaces.IpText;
import dev.warren.web.Rejection;
import java.net.InetAddress;
import java.util.List;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/// What the database says about a peer that can't be beside the others, in words.
final class PeerConstraints {

    private PeerConstraints() {}

    /// Runs `write`, and turns a constraint that it meets into a [Rejection] of the field that caused it.
    static void guard(List<Peer> peers, Runnable write) {
        // Read before the write: a refused flush leaves the entity unusable.
        Peer first = peers.getFirst();
        String name = first.name();
        String ipv4 = text(first.ipv4());
        String ipv6 = text(first.ipv6());
        String wg = first.wg().name();
        try {
            write.run();
        } catch (ConstraintViolationException e) {
            String met = Constraint.metBy(e);
            if (peers.size() > 1 && met.startsWith("peer_")) {
                throw Rejection.conflict("Somebody else made a peer at the same moment that stands against one of"
                        + " these: send them again.");
            }
            throw switch (met) {
                case "peer_name" -> Rejection.invalid("name", nameTaken(wg, name));
                case "peer_public_key" -> Rejection.invalid("publicKey", keyTaken(wg));
                case "peer_ipv4" -> Rejection.invalid("ipv4", addressTaken(ipv4));
                case "peer_ipv6" -> Rejection.invalid("ipv6", addressTaken(ipv6));
                case "peer_network_overlap" ->
                    Rejection.invalid("networks", "One of these networks is behind another peer already.");
                default -> e;
            };
        }
    }

    static String nameTaken(String wg, String name) {
        return "A peer of %s is called %s already.".formatted(wg, name);
    }

    static String keyTaken(String wg) {
        return "Another peer of %s has this public key.".formatted(wg);
    }

    static String addressTaken(String address) {
        return "%s belongs to another peer.".formatted(address);
    }

    private static String text(@Nullable InetAddress address) {
        return address == null ? "" : IpText.of(address);
    }
}
