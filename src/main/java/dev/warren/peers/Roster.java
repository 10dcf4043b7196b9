package dev.warren.peers;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Every peer as the database has it, in memory: lists, live figures and metrics are made from it without a query.
///
/// It follows each commit. A row only ever replaces an older version of itself, so it does not matter in which order
/// two commits get here.
@ApplicationScoped
public class Roster {

    private static final Comparator<Member> BY_NAME = Comparator.comparing(
                    (Member member) -> member.name().toLowerCase(Locale.ROOT))
            .thenComparing(Member::id);

    private final Map<UUID, Member> members = new ConcurrentHashMap<>();
    private final Set<UUID> gone = ConcurrentHashMap.newKeySet();
    private volatile @Nullable List<Member> sorted;
    private final AtomicLong changes = new AtomicLong();

    public Optional<Member> find(UUID id) {
        return Optional.ofNullable(members.get(id));
    }

    public Optional<Member> withNumber(long number) {
        return byName().stream().filter(member -> member.number() == number).findFirst();
    }

    /// Everybody, by name.
    public List<Member> byName() {
        List<Member> known = sorted;
        if (known == null) {
            known = members.values().stream().sorted(BY_NAME).toList();
            sorted = known;
        }
        return known;
    }

    public int size() {
        return members.size();
    }

    void put(Member member) {
        members.merge(member.id(), member, (old, now) -> now.version() >= old.version() ? now : old);
        if (gone.contains(member.id())) {
            members.remove(member.id());
        }
        changed();
    }

    void remove(UUID id) {
        gone.add(id);
        members.remove(id);
        changed();
    }

    /// Makes the peers of one interface exactly `all`.
    void replace(UUID interfaceId, Collection<Member> all) {
        Set<UUID> ids = ConcurrentHashMap.newKeySet();
        all.forEach(member -> ids.add(member.id()));
        members.values().removeIf(member -> member.interfaceId().equals(interfaceId) && !ids.contains(member.id()));
        all.forEach(member -> members.put(member.id(), member));
        changed();
    }

    /// Grows with every change of any peer.
    public long changes() {
        return changes.get();
    }

    private void changed() {
        sorted = null;
        changes.incrementAndGet();
    }
}
