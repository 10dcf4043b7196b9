package dev.warren.peers;

import dev.warren.interfaces.WgInterface;
import dev.warren.peers.PeerList.PeerRow;
import dev.warren.web.Keyset;
import dev.warren.web.ListQuery;
import dev.warren.web.Listing;
import dev.warren.web.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

/// Finds the peers that a page shows: which ones says the database, how they are, memory.
@ApplicationScoped
class PeerLists {

    /// More are not changed at once.
    static final int MOST = 10_000;

    private final LivePeers live;
    private final Roster roster;
    private final PeerTerms terms;
    private final Tags tags;
    private final PeerReach reach;
    private final InstantSource clock;

    PeerLists(LivePeers live, Roster roster, PeerTerms terms, Tags tags, PeerReach reach, InstantSource clock) {
        this.live = live;
        this.roster = roster;
        this.terms = terms;
        this.tags = tags;
        this.reach = reach;
        this.clock = clock;
    }

    /// What the filters offer.
    ///
    /// @param interfaces empty unless there are several
    record Offer(List<String> tags, List<Choice> owners, List<Choice> interfaces) {}

    /// Something that can be chosen.
    record Choice(String id, String name) {}

    /// A page of the list with its filters.
    record View(PeerList list, Offer offer) {}

    /// In one transaction, for each has its price.
    @Transactional
    View view(PeerFilter filter, ListQuery asked) {
        return new View(page(filter, asked), offer());
    }

    private PeerList page(PeerFilter filter, ListQuery asked) {
        Keyset keyset = asked.keyset(PeerQuery.ORDERS);
        PeerQuery query =
                filter.query(reach.owner(), terms, clock.instant()).orderedBy(keyset.sort(), terms, clock.instant());
        long matches = query.count();
        List<PeerQuery.Row> rows = query.rows(keyset);
        Listing<PeerQuery.Row> page = keyset.page(rows, row -> List.of(row.position(), row.id()), row -> row);
        List<LivePeer> peers = page.items().stream()
                .flatMap(row -> roster.find(row.id()).stream())
                .map(live::live)
                .toList();
        Map<String, Tags.Tag> colours = tags.byName(
                peers.stream().flatMap(peer -> peer.member().tags().stream()).toList());
        Map<UUID, String> owners = PeerViews.names(peers.stream()
                .map(peer -> peer.member().ownerId())
                .filter(Objects::nonNull)
                .collect(Collectors.toSet()));
        List<PeerRow> shown = peers.stream()
                .map(peer -> new PeerRow(
                        peer,
                        peer.member().tags().stream()
                                .map(tag -> Objects.requireNonNull(colours.get(tag)))
                                .toList(),
                        peer.member().ownerId() == null
                                ? null
                                : owners.get(peer.member().ownerId())))
                .toList();
        return new PeerList(filter, shown, matches, page.next(), keyset.after() == null);
    }

    /// All that `filter` finds.
    @Transactional
    List<UUID> ids(PeerFilter filter) {
        return filter.query(reach.owner(), terms, clock.instant()).ids(MOST);
    }

    @Transactional
    Offer offer() {
        List<String> used = roster.byName().stream()
                .flatMap(member -> member.tags().stream())
                .distinct()
                .sorted()
                .toList();
        List<Choice> interfaces = WgInterface.listByName().stream()
                .map(wg -> new Choice(wg.id().toString(), wg.name()))
                .toList();
        return new Offer(used, owners(), interfaces.size() > 1 ? interfaces : List.of());
    }

    private static List<Choice> owners() {
        return Sql.rows(
                        "select u.id, u.name from users u where exists (select from peer p where p.owner_id = u.id)",
                        Object[].class,
                        Map.of())
                .map(row -> new Choice(row[0].toString(), (String) row[1]))
                .sorted(Comparator.comparing(Choice::name, String.CASE_INSENSITIVE_ORDER))
                .toList();
    }
}
