package dev.warren.interfaces;

import dev.warren.engine.IpPrefix;
import dev.warren.engine.key.PublicKey;
import dev.warren.web.NewRows;
import dev.warren.web.Rejection;
import dev.warren.web.Sql;
import java.net.InetAddress;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// The addresses of one interface that nobody has yet.
///
/// The database keeps them as ranges, so the lowest free one is the first entry of an index, whether there are ten
/// peers or a hundred thousand. Triggers on the peers keep the ranges true. Whoever takes an address holds the pool's
/// lock until the end of the transaction, so no two get the same; the unique constraints on the peers' addresses
/// guard that once more.
public final class AddressPool {

    private AddressPool() {}

    /// What new peers get.
    ///
    /// @param ipv4 the lowest free addresses in their order
    /// @param ipv6 likewise
    /// @param numbers that no peer has or had
    public record Allotment(List<InetAddress> ipv4, List<InetAddress> ipv6, List<Long> numbers) {}

    /// Locks the pool of `wg` until the end of the transaction, and looks for what `peers` new ones need.
    ///
    /// @param ipv4 how many addresses; none if the interface has no range of this family
    /// @param ipv6 likewise
    /// @throws Rejection if there are fewer
    public static Allotment allot(WgInterface wg, int ipv4, int ipv6, int peers) {
        int wantedIpv4 = wg.ipv4() == null ? 0 : ipv4;
        int wantedIpv6 = wg.ipv6() == null ? 0 : ipv6;
        return NewRows.with(connection -> {
            try (PreparedStatement statement = connection.prepareStatement("select * from allot(?, ?, ?, ?)")) {
                statement.setObject(1, wg.id());
                statement.setInt(2, wantedIpv4);
                statement.setInt(3, wantedIpv6);
                statement.setInt(4, peers);
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    return new Allotment(
                            enough(wg, false, wantedIpv4, (String[])
                                    row.getArray(1).getArray()),
                            enough(wg, true, wantedIpv6, (String[])
                                    row.getArray(2).getArray()),
                            List.of((Long[]) row.getArray(3).getArray()));
                }
            }
        });
    }

    private static List<InetAddress> enough(WgInterface wg, boolean ipv6, int wanted, String[] free) {
        IpPrefix range = ipv6 ? wg.ipv6() : wg.ipv4();
        if (range != null && free.length < wanted) {
            throw Rejection.invalid(
                    ipv6 ? "ipv6" : "ipv4",
                    free.length == 0
                            ? "Every address of %s is taken: delete a peer that nobody needs, or give %s a larger range."
                                    .formatted(IpText.of(range.network()), wg.name())
                            : "%s has only %d free addresses left: give %s a larger range."
                                    .formatted(IpText.of(range.network()), free.length, wg.name()));
        }
        return Arrays.stream(free).map(IpPrefix::parseAddress).toList();
    }

    /// How many peers `wg` has.
    static long peers(WgInterface wg) {
        return Sql.rows("select count(*) from peer where interface_id = :id", Long.class, Map.of("id", wg.id()))
                .findFirst()
                .orElseThrow();
    }

    static boolean hasPeer(WgInterface wg, PublicKey key) {
        return Sql.rows(
                        "select 1 from peer where interface_id = :id and public_key = :key",
                        Integer.class,
                        Map.of("id", wg.id(), "key", key.base64()))
                .findFirst()
                .isPresent();
    }

    /// How many peers of `wg` have an address of this family.
    static long inUse(WgInterface wg, boolean ipv6) {
        return Sql.rows(
                        "select count(%s) from peer where interface_id = :id".formatted(ipv6 ? "ipv6" : "ipv4"),
                        Long.class,
                        Map.of("id", wg.id()))
                .findFirst()
                .orElseThrow();
    }

    /// Checks an address that somebody chose for a peer of `wg`.
    ///
    /// @throws IllegalArgumentException with a sentence if it can't be a peer's
    public static InetAddress chosen(WgInterface wg, String text, boolean ipv6) {
        String family = ipv6 ? "IPv6" : "IPv4";
        InetAddress address;
        try {
            address = IpPrefix.parseAddress(text.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("“%s” is not an %s address.".formatted(Shortened.of(text), family), e);
        }
        if ((address.getAddress().length == 16) != ipv6) {
            throw new IllegalArgumentException("%s is an %s address; this field takes %s."
                    .formatted(IpText.of(address), ipv6 ? "IPv4" : "IPv6", family));
        }
        IpPrefix server = ipv6 ? wg.ipv6() : wg.ipv4();
        if (server == null) {
            throw new IllegalArgumentException("%s has no %s range.".formatted(wg.name(), family));
        }
        IpPrefix range = server.network();
        if (!range.contains(address)) {
            throw new IllegalArgumentException(
                    "%s is outside of %s's range %s.".formatted(IpText.of(address), wg.name(), IpText.of(range)));
        }
        if (address.equals(server.address())) {
            throw new IllegalArgumentException("%s is the server's own address.".formatted(IpText.of(address)));
        }
        if (address.equals(range.address())) {
            throw new IllegalArgumentException("%s is the network address of %s, which belongs to nobody."
                    .formatted(IpText.of(address), IpText.of(range)));
        }
        if (address.equals(last(range))) {
            throw new IllegalArgumentException("%s is the broadcast address of %s, which belongs to nobody."
                    .formatted(IpText.of(address), IpText.of(range)));
        }
        return address;
    }

    private static InetAddress last(IpPrefix range) {
        byte[] bytes = range.address().getAddress();
        for (int bit = range.length(); bit < bytes.length * Byte.SIZE; bit++) {
            bytes[bit / Byte.SIZE] |= (byte) (0x80 >>> bit % Byte.SIZE);
        }
        return InterfaceForm.address(bytes);
    }
}
