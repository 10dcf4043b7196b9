package dev.warren.interfaces;

import dev.warren.engine.IpPrefix;
import dev.warren.engine.key.PublicKey;
import dev.warren.web.Rejection;
import dev.warren.web.Sql;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;

/// The addresses of one interface that nobody has yet.
///
/// The database keeps them as ranges, so the lowest free one is the first entry of an index, whether there are ten
/// peers or a hundred thousand. Triggers on the peers keep the ranges true. Whoever takes an address holds the pool's
/// lock until the end of the transaction, so no two get the same; the unique constraints on the peers' addresses
/// guard that once more.
public final class AddressPool {

    private final WgInterface wg;

    private AddressPool(WgInterface wg) {
        this.wg = wg;
    }

    /// The pool of `wg`, locked until the end of the transaction.
    public static AddressPool locked(WgInterface wg) {
        Sql.rows("select 1 from wg_interface where id = :id for no key update", Integer.class, Map.of("id", wg.id()));
        return new AddressPool(wg);
    }

    /// The lowest free addresses of one family; none if the interface has none of it.
    ///
    /// @throws Rejection if there are fewer than `count`
    public List<InetAddress> free(boolean ipv6, int count) {
        IpPrefix range = ipv6 ? wg.ipv6() : wg.ipv4();
        if (range == null || count == 0) {
            return List.of();
        }
        List<InetAddress> free = Sql.rows(
                        "select host(address) from free_addresses(:id, :family, :count) as address",
                        String.class,
                        Map.of("id", wg.id(), "family", ipv6 ? 6 : 4, "count", count))
                .map(IpPrefix::parseAddress)
                .toList();
        if (free.size() < count) {
            throw Rejection.invalid(
                    ipv6 ? "ipv6" : "ipv4",
                    free.isEmpty()
                            ? "Every address of %s is taken: delete a peer that nobody needs, or give %s a larger range."
                                    .formatted(IpText.of(range.network()), wg.name())
                            : "%s has only %d free addresses left: give %s a larger range."
                                    .formatted(IpText.of(range.network()), free.size(), wg.name()));
        }
        return free;
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
