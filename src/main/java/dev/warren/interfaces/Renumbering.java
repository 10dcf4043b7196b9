package dev.warren.interfaces;

import dev.warren.engine.IpPrefix;
import java.math.BigInteger;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which address each peer of an interface gets when the interface moves to other ranges. No database, no change.
///
/// A peer keeps its place: the tenth address of the old range becomes the tenth of the new one. Where that is no
/// peer's, because the new range is shorter or the server has it now, the peer gets the lowest one that is left.
///
/// @param moves one for each peer, in the order of the old addresses
/// @param conflicts sentences about what makes it impossible
record Renumbering(Ranges before, Ranges after, List<Move> moves, List<String> conflicts) {

    /// The server's addresses with the prefix lengths of the ranges.
    record Ranges(@Nullable IpPrefix ipv4, @Nullable IpPrefix ipv6) {

        @Nullable IpPrefix of(boolean ipv6Family) {
            return ipv6Family ? ipv6 : ipv4;
        }
    }

    record Resident(
            UUID id,
            String name,
            @Nullable InetAddress ipv4,
            @Nullable InetAddress ipv6) {

        @Nullable InetAddress address(boolean ipv6Family) {
            return ipv6Family ? ipv6 : ipv4;
        }
    }

    record Move(
            Resident peer,
            @Nullable InetAddress ipv4,
            @Nullable InetAddress ipv6,
            boolean samePlace) {

        boolean changes() {
            return !Objects.equals(ipv4, peer.ipv4()) || !Objects.equals(ipv6, peer.ipv6());
        }
    }

    static Renumbering of(Ranges before, Ranges after, List<Resident> peers) {
        List<String> conflicts = new ArrayList<>();
        var ipv4 = new Family(before, after, false, peers, conflicts);
        var ipv6 = new Family(before, after, true, peers, conflicts);
        List<Move> moves = new ArrayList<>();
        for (Resident peer : peers) {
            var move = new Move(peer, ipv4.address(peer), ipv6.address(peer), ipv4.keeps(peer) && ipv6.keeps(peer));
            if (move.ipv4() == null && move.ipv6() == null && conflicts.isEmpty()) {
                conflicts.add("%s would have no address left.".formatted(peer.name()));
            }
            moves.add(move);
        }
        return new Renumbering(before, after, List.copyOf(moves), List.copyOf(conflicts));
    }

    Renumbering withConflicts(List<String> more) {
        var all = new ArrayList<>(conflicts);
        all.addAll(more);
        return new Renumbering(before, after, moves, List.copyOf(all));
    }

    boolean isPossible() {
        return conflicts.isEmpty();
    }

    /// How many peers get another address, and with it need their configuration anew.
    long changed() {
        return moves.stream().filter(Move::changes).count();
    }

    /// The addresses of one family.
    private static final class Family {

        private final boolean ipv6;
        private final boolean stays;
        private final Map<UUID, InetAddress> addresses = new HashMap<>();
        private final Set<UUID> keepers = new HashSet<>();

        Family(Ranges before, Ranges after, boolean ipv6, List<Resident> peers, List<String> conflicts) {
            this.ipv6 = ipv6;
            IpPrefix from = before.of(ipv6);
            IpPrefix to = after.of(ipv6);
            this.stays = Objects.equals(from, to);
            if (stays || to == null) {
                return;
            }
            var free = new Free(to);
            List<Resident> displaced = new ArrayList<>();
            for (Resident peer : peers) {
                InetAddress old = peer.address(ipv6);
                BigInteger place = old == null || from == null ? null : place(from, old);
                if (place != null && free.take(place)) {
                    addresses.put(peer.id(), free.address(place));
                    keepers.add(peer.id());
                } else if (old != null || from == null) {
                    displaced.add(peer);
                }
            }
            for (Resident peer : displaced) {
                InetAddress next = free.next();
                if (next == null) {
                    conflicts.add("%s has room for %s peers, and there are %d."
                            .formatted(IpText.of(to.network()), free.size(), keepers.size() + displaced.size()));
                    return;
                }
                addresses.put(peer.id(), next);
            }
        }

        @Nullable InetAddress address(Resident peer) {
            return stays ? peer.address(ipv6) : addresses.get(peer.id());
        }

        boolean keeps(Resident peer) {
            return stays || keepers.contains(peer.id()) || peer.address(ipv6) == null;
        }
    }

    /// The places of a range that are nobody's yet: neither the network's, the broadcast's nor the server's.
    private static final class Free {

        private final BigInteger network;
        private final int bytes;
        private final BigInteger last;
        private final Set<BigInteger> taken = new HashSet<>();
        private BigInteger next = BigInteger.ONE;

        Free(IpPrefix server) {
            network = number(server.network().address());
            bytes = server.address().getAddress().length;
            last = BigInteger.ONE.shiftLeft(bytes * Byte.SIZE - server.length()).subtract(BigInteger.ONE);
            taken.add(place(server, server.address()));
        }

        boolean take(BigInteger place) {
            return place.signum() > 0 && place.compareTo(last) < 0 && taken.add(place);
        }

        @Nullable InetAddress next() {
            while (next.compareTo(last) < 0) {
                BigInteger place = next;
                next = next.add(BigInteger.ONE);
                if (taken.add(place)) {
                    return address(place);
                }
            }
            return null;
        }

        InetAddress address(BigInteger place) {
            byte[] number = network.add(place).toByteArray();
            byte[] address = new byte[bytes];
            int length = Math.min(number.length, bytes);
            System.arraycopy(number, number.length - length, address, bytes - length, length);
            return InterfaceForm.address(address);
        }

        /// How many peers fit in: all places but the network's, the broadcast's and the server's.
        BigInteger size() {
            return last.subtract(BigInteger.TWO);
        }
    }

    private static BigInteger place(IpPrefix range, InetAddress address) {
        return number(address).subtract(number(range.network().address()));
    }

    private static BigInteger number(InetAddress address) {
        return new BigInteger(1, address.getAddress());
    }
}
