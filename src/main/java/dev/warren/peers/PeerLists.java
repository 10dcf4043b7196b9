package dev.warren.peers;

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
import org.jspecify.annotations.Nullable;

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
    private volatile @Nullable Used used;

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

    /// What peers have.
    ///
    /// @param changes of the roster by then
    @SuppressWarnings("ArrayRecordComponent") // as the query takes it
    private record Used(long changes, List<String> tags, UUID[] owners) {}

    /// A page of the list with its filters.
    record View(PeerList list, Offer offer) {}

    /// In one transaction, for each has its price.
    @Transactional
    View view(PeerFilter filter, ListQuery asked) {
        Offer offer = offer();
        return new View(page(filter, asked, offer), offer);
    }

    private PeerList page(PeerFilter filter, ListQuery asked, Offer offer) {
        Keyset keyset = asked.keyset(PeerQuery.ORDERS);
        PeerQuery query =
                filter.query(reach.owner(), terms, clock.instant()).orderedBy(keyset.sort(), terms, clock.instant());
        // Who looks for nothing sees everybody, and how many that is needs no looking.
        long matches = reach.owner() == null && !filter.isNarrowed() ? roster.size() : query.count();
        List<PeerQuery.Row> rows = query.rows(keyset);
        Listing<PeerQuery.Row> page = keyset.page(rows, row -> List.of(row.position(), row.id()), row -> row);
        List<LivePeer> peers = page.items().stream()
                .flatMap(row -> roster.find(row.id()).stream())
                .map(live::live)
                .toList();
        Map<String, Tags.Tag> colours = tags.byName(
                peers.stream().flatMap(peer -> peer.member().tags().stream()).toList());
        Map<String, String> owners = offer.owners().stream().collect(Collectors.toMap(Choice::id, Choice::name));
        List<PeerRow> shown = peers.stream()
                .map(peer -> new PeerRow(
                        peer,
                        peer.member().tags().stream()
                                .map(tag -> Objects.requireNonNull(colours.get(tag)))
                                .toList(),
                        owners.get(String.valueOf(peer.member().ownerId()))))
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
        Used now = used();
        Map<String, List<Choice>> named = Sql.rows("""
                        select 'owner', cast(id as text), name from users where id = any(:owners)
                        union all
                        select 'interface', cast(id as text), name from wg_interface
                        """, Object[].class, Map.of("owners", now.owners()))
                .sorted(Comparator.comparing(row -> (String) row[2], String.CASE_INSENSITIVE_ORDER))
                .collect(Collectors.groupingBy(
                        row -> (String) row[0],
                        Collectors.mapping(row -> new Choice((String) row[1], (String) row[2]), Collectors.toList())));
        List<Choice> interfaces = named.getOrDefault("interface", List.of());
        return new Offer(
                now.tags(), named.getOrDefault("owner", List.of()), interfaces.size() > 1 ? interfaces : List.of());
    }

    /// Found anew after each change of a peer, and not for each who looks.
    private Used used() {
        long changes = roster.changes();
        Used known = used;
        if (known == null || known.changes() != changes) {
            List<Member> all = roster.byName();
            known = new Used(
                    changes,
                    all.stream()
                            .flatMap(member -> member.tags().stream())
                            .distinct()
                            .sorted()
                            .toList(),
                    all.stream()
                            .map(Member::ownerId)
                            .filter(Objects::nonNull)
                            .distinct()
                            .toArray(UUID[]::new));
            used = known;
        }
        return known;
    }
}
