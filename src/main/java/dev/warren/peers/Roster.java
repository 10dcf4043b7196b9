package dev.warren.peers;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Every peer as the database has it, in memory: lists, live figures and metrics are made from it without a query.
///
/// It follows each commit. A row only ever replaces an older version of itself, so it does not matter in which order
/// two commits get here.
@ApplicationScoped
public class Roster {

    private final Map<UUID, Member> members = new ConcurrentHashMap<>();
    private final Map<Long, UUID> numbers = new ConcurrentHashMap<>();
    private final Set<UUID> gone = ConcurrentHashMap.newKeySet();

    /// Kept in order, so that a change among ten thousand costs no sorting.
    private final NavigableSet<Member> sorted = new ConcurrentSkipListSet<>();

    private volatile @Nullable List<Member> listed;
    private final AtomicLong changes = new AtomicLong();

    public Optional<Member> find(UUID id) {
        return Optional.ofNullable(members.get(id));
    }

    public Optional<Member> withNumber(long number) {
        return Optional.ofNullable(numbers.get(number)).flatMap(this::find);
    }

    /// Everybody, by name.
    public List<Member> byName() {
        List<Member> known = listed;
        if (known == null) {
            long before = changes.get();
            known = List.copyOf(sorted);
            if (before == changes.get()) {
                listed = known;
            }
        }
        return known;
    }

    public int size() {
        return members.size();
    }

    synchronized void put(Member member) {
        Member old = members.get(member.id());
        if (gone.contains(member.id()) || old != null && old.version() > member.version()) {
            return;
        }
        set(old, member);
        changed();
    }

    synchronized void remove(UUID id) {
        gone.add(id);
        drop(id);
        changed();
    }

    /// A peer whose deletion is undone may be put again.
    synchronized void readmit(UUID id) {
        gone.remove(id);
    }

    /// Makes the peers of one interface exactly `all`.
    synchronized void replace(UUID interfaceId, Collection<Member> all) {
        Set<UUID> ids = ConcurrentHashMap.newKeySet();
        all.forEach(member -> ids.add(member.id()));
        members.values().stream()
                .filter(member -> member.interfaceId().equals(interfaceId) && !ids.contains(member.id()))
                .map(Member::id)
                .toList()
                .forEach(this::drop);
        all.forEach(member -> set(members.get(member.id()), member));
        changed();
    }

    /// Grows with every change of any peer.
    public long changes() {
        return changes.get();
    }

    private void set(@Nullable Member old, Member member) {
        if (old != null) {
            sorted.remove(old);
        }
        members.put(member.id(), member);
        numbers.put(member.number(), member.id());
        sorted.add(member);
    }

    private void drop(UUID id) {
        Member old = members.remove(id);
        if (old != null) {
            sorted.remove(old);
            numbers.remove(old.number());
        }
    }

    private void changed() {
        changes.incrementAndGet();
        listed = null;
    }
}
