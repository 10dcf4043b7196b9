package dev.warren.interfaces;

import dev.warren.audit.AuditFacts;
import dev.warren.audit.AuditLog;
import dev.warren.engine.IpPrefix;
import dev.warren.engine.PeerConfig;
import dev.warren.interfaces.Renumbering.Ranges;
import dev.warren.interfaces.Renumbering.Resident;
import dev.warren.web.FieldErrors;
import dev.warren.web.Rejection;
import dev.warren.web.Sql;
import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.transaction.Transactional;
import java.net.InetAddress;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Moves interfaces to other ranges, with all their peers: everything in one transaction, or nothing.
@ApplicationScoped
public class InterfaceMoves {

    private final EngineRunner engines;
    private final AuditLog audit;
    private final InstantSource clock;
    private final Instance<PeerSource> peers;

    InterfaceMoves(EngineRunner engines, AuditLog audit, InstantSource clock, Instance<PeerSource> peers) {
        this.engines = engines;
        this.audit = audit;
        this.clock = clock;
        this.peers = peers;
    }

    /// What would happen. Changes nothing.
    ///
    /// @throws Rejection if there is no such interface
    @Transactional
    Renumbering preview(UUID id, Wish wish) {
        WgInterface wg = WgInterface.known(id);
        return renumbering(wg, wish, residents(wg));
    }

    /// The ranges that are wished for, from those that are there.
    interface Wish {

        /// @throws Rejection if they can't be the ranges of an interface
        Ranges from(WgInterface wg);
    }

    /// @return what has happened
    /// @throws Rejection if there is no such interface, or something makes it impossible
    @Transactional
    Renumbering apply(UUID id, Wish wish, Consumer<WgInterface> check) {
        lockPeers(id);
        WgInterface wg = InterfaceChanges.locked(id);
        check.accept(wg);
        Renumbering renumbering = renumbering(wg, wish, residents(wg));
        if (!renumbering.isPossible()) {
            throw Rejection.invalid(new FieldErrors().add("ipv4", String.join(" ", renumbering.conflicts())));
        }
        RangeFacts before = RangeFacts.of(renumbering.before(), 0);
        move(renumbering);
        wg.move(renumbering.after().ipv4(), renumbering.after().ipv6(), clients(wg, renumbering));
        audit.record(
                "interface.renumbered",
                InterfaceChanges.subject(wg),
                before,
                RangeFacts.of(renumbering.after(), renumbering.changed()));
        List<PeerConfig> moved =
                peers.stream().flatMap(source -> source.moved(id).stream()).toList();
        engines.apply(wg, moved);
        return renumbering;
    }

    private static Renumbering renumbering(WgInterface wg, Wish wish, List<Resident> residents) {
        Ranges before = new Ranges(wg.ipv4(), wg.ipv6());
        Ranges after = wish.from(wg);
        List<String> conflicts = new ArrayList<>();
        conflicts.addAll(others(wg, after.ipv4()));
        conflicts.addAll(others(wg, after.ipv6()));
        conflicts.addAll(RoutedNetworks.overlapping(after.ipv4()));
        conflicts.addAll(RoutedNetworks.overlapping(after.ipv6()));
        return Renumbering.of(before, after, residents).withConflicts(conflicts);
    }

    private static List<String> others(WgInterface wg, @Nullable IpPrefix range) {
        if (range == null) {
            return List.of();
        }
        return WgInterface.listByName().stream()
                .filter(other -> !other.id().equals(wg.id()))
                .filter(other -> overlaps(other.ipv4(), range) || overlaps(other.ipv6(), range))
                .map(other -> "%s overlaps with the range of %s.".formatted(IpText.of(range.network()), other.name()))
                .toList();
    }

    private static boolean overlaps(@Nullable IpPrefix one, IpPrefix other) {
        return one != null && one.network().overlaps(other.network());
    }

    /// Peers first and the interface then, in the order in which a change of one peer locks them.
    private static void lockPeers(UUID id) {
        Sql.rows("select 1 from peer where interface_id = :id order by id for update", Integer.class, Map.of("id", id));
    }

    private static List<Resident> residents(WgInterface wg) {
        return Sql.rows(
                        "select id, name, host(ipv4), host(ipv6) from peer where interface_id = :id",
                        Object[].class,
                        Map.of("id", wg.id()))
                .map(row -> new Resident(
                        (UUID) row[0], (String) row[1], address((String) row[2]), address((String) row[3])))
                .sorted(Comparator.comparing(InterfaceMoves::place).thenComparing(Resident::name))
                .toList();
    }

    private static String place(Resident peer) {
        InetAddress address = peer.ipv4() == null ? peer.ipv6() : peer.ipv4();
        return address == null ? "" : HexFormat.of().formatHex(address.getAddress());
    }

    private static @Nullable InetAddress address(@Nullable String text) {
        return text == null ? null : IpPrefix.parseAddress(text);
    }

    /// One statement, because a peer may take over the address that another one leaves. The pool of free
    /// addresses is told nothing meanwhile: it is filled anew with the interface's new range.
    private void move(Renumbering renumbering) {
        Sql.rows("select set_config('warren.renumbering', 'on', true)", String.class, Map.of());
        List<Renumbering.Move> moves =
                renumbering.moves().stream().filter(Renumbering.Move::changes).toList();
        Panache.getSession().doWork(connection -> {
            try (PreparedStatement update = connection.prepareStatement("""
                    update peer set ipv4 = cast(m.ipv4 as inet), ipv6 = cast(m.ipv6 as inet),
                                    version = version + 1, updated_at = ?
                      from unnest(?, ?, ?) as m(id, ipv4, ipv6)
                     where peer.id = m.id
                    """)) {
                update.setObject(1, OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC));
                update.setArray(
                        2,
                        connection.createArrayOf(
                                "uuid",
                                moves.stream().map(move -> move.peer().id()).toArray()));
                update.setArray(
                        3,
                        connection.createArrayOf(
                                "text",
                                moves.stream().map(move -> text(move.ipv4())).toArray()));
                update.setArray(
                        4,
                        connection.createArrayOf(
                                "text",
                                moves.stream().map(move -> text(move.ipv6())).toArray()));
                requireAll(update.executeUpdate(), moves.size());
            }
        });
    }

    private static void requireAll(int updated, int expected) throws SQLException {
        if (updated != expected) {
            throw new SQLException("%d of %d peers moved".formatted(updated, expected));
        }
    }

    private static @Nullable String text(@Nullable InetAddress address) {
        return address == null ? null : IpText.of(address);
    }

    /// What clients are told of the old range has to name the new one.
    private static ClientDefaults clients(WgInterface wg, Renumbering renumbering) {
        ClientDefaults clients = wg.clients();
        for (boolean ipv6 : new boolean[] {false, true}) {
            IpPrefix before = renumbering.before().of(ipv6);
            IpPrefix after = renumbering.after().of(ipv6);
            if (before != null && after != null) {
                clients = clients.moved(before, after);
            }
        }
        return clients;
    }

    private record RangeFacts(String ipv4, String ipv6, long movedPeers) implements AuditFacts {

        static RangeFacts of(Ranges ranges, long moved) {
            return new RangeFacts(
                    ranges.ipv4() == null ? "" : IpText.of(ranges.ipv4()),
                    ranges.ipv6() == null ? "" : IpText.of(ranges.ipv6()),
                    moved);
        }
    }
}
