package dev.warren.peers;

import dev.warren.accounts.CurrentUser;
import dev.warren.interfaces.AddressPool;
import dev.warren.interfaces.Constraint;
import dev.warren.interfaces.IpText;
import dev.warren.interfaces.Sealed;
import dev.warren.secrets.SealedText;
import dev.warren.web.Rejection;
import io.quarkus.hibernate.orm.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import jakarta.transaction.Transactional;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.stream.Stream;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.query.QueryFlushMode;
import org.jspecify.annotations.Nullable;

/// Deletions of a moment ago, which whoever made them can undo: on every page, as `{inject:deletedPeers.undoable}`.
///
/// A deletion is one: access ends, and name, addresses and keys are free. The database keeps what is needed to make
/// the same peer again; what is here is only what the pages offer, so a restart takes the offer away and nothing
/// else.
@ApplicationScoped
@Named("deletedPeers")
public class DeletedPeers {

    /// How long pages offer it.
    static final Duration OFFERED = Duration.ofSeconds(30);

    /// Whoever pressed the button at the last moment is still heard, and a change of the master key still knows
    /// the former one.
    private static final Duration KEPT = Duration.ofSeconds(60);

    private final CurrentUser me;
    private final InstantSource clock;
    private final Deque<Deletion> deletions = new ConcurrentLinkedDeque<>();

    DeletedPeers(CurrentUser me, InstantSource clock) {
        this.me = me;
        this.clock = clock;
    }

    /// What somebody deleted with one press of a button.
    ///
    /// @param name of the only one, or the first
    /// @param secondsLeft to undo it
    public record Deletion(UUID id, UUID by, Instant at, List<UUID> peers, String name, long secondsLeft) {

        Deletion seen(Instant now) {
            return new Deletion(
                    id,
                    by,
                    at,
                    peers,
                    name,
                    OFFERED.minus(Duration.between(at, now)).toSeconds());
        }

        private Deletion and(Deletion later) {
            List<UUID> both =
                    Stream.concat(peers.stream(), later.peers.stream()).toList();
            return new Deletion(id, by, later.at, both, name, 0);
        }

        public int count() {
            return peers.size();
        }
    }

    /// Keeps a peer, with all that is deleted with it, right before it is deleted. Needs a transaction.
    void keep(UUID id) {
        Panache.getSession()
                .createNativeQuery("select cast(keep_deleted_peer(:id, :now) as text)", String.class)
                .setParameter("id", id)
                .setParameter("now", clock.instant())
                // Of many, the deletions are written together.
                .setQueryFlushMode(QueryFlushMode.NO_FLUSH)
                .getResultList();
    }

    /// Notes what whoever is signed in has deleted.
    UUID note(List<UUID> peers, String name) {
        return note(peers, name, null);
    }

    /// @param before an earlier deletion that is to be undone together with this one; null for none
    UUID note(List<UUID> peers, String name, @Nullable UUID before) {
        Instant now = clock.instant();
        deletions.removeIf(each -> each.at().isBefore(now.minus(KEPT)));
        Deletion fresh = new Deletion(UUID.randomUUID(), me.id(), now, List.copyOf(peers), name, 0);
        Deletion noted = Optional.ofNullable(before)
                .flatMap(this::take)
                .map(earlier -> earlier.and(fresh))
                .orElse(fresh);
        deletions.addFirst(noted);
        return noted.id();
    }

    /// What whoever is signed in can undo, the latest first.
    public List<Deletion> undoable() {
        if (deletions.isEmpty() || !me.isSignedIn() || me.isToken()) {
            return List.of();
        }
        Instant now = clock.instant();
        return deletions.stream()
                .filter(each -> each.by().equals(me.id()))
                .map(each -> each.seen(now))
                .filter(each -> each.secondsLeft() > 0)
                .toList();
    }

    /// Takes a deletion of whoever is signed in off the list, because it is being undone.
    Optional<Deletion> take(UUID id) {
        Optional<Deletion> found = deletions.stream()
                .filter(each -> each.id().equals(id) && each.by().equals(me.id()))
                .findFirst();
        found.ifPresent(deletions::remove);
        return found;
    }

    @Scheduled(every = "15s", delayed = "15s", identity = "deleted peers")
    @Transactional
    void forget() {
        Instant now = clock.instant();
        boolean someOffered =
                deletions.stream().anyMatch(each -> each.at().plus(KEPT).isAfter(now));
        // A deletion of thousands takes its time, and its first is offered as long as its last.
        if (!someOffered) {
            Panache.getSession()
                    .createNativeMutationQuery("delete from deleted_peer where deleted_at < :before")
                    .setParameter("before", now.minus(KEPT))
                    .executeUpdate();
        }
    }

    /// The peer as it was. Needs a transaction.
    ///
    /// @throws Rejection if it is not kept any more, or something stands in its place
    Peer bringBack(UUID id) {
        try {
            boolean kept = Panache.getSession()
                    .createNativeQuery("select bring_peer_back(:id)", Boolean.class)
                    .setParameter("id", id)
                    .getSingleResult();
            if (!kept) {
                throw Rejection.notFound("This deletion can't be undone any more.");
            }
        } catch (ConstraintViolationException e) {
            throw obstacle(Constraint.metBy(e));
        }
        reseal(id, "private_key", new Sealed.PeerKey());
        reseal(id, "preshared_key", new Sealed.PresharedKey());
        Peer peer = Peer.findById(id);
        requireInRange(peer, peer.ipv4(), false);
        requireInRange(peer, peer.ipv6(), true);
        return peer;
    }

    private static Rejection obstacle(String constraint) {
        return Rejection.conflict(
                switch (constraint) {
                    case "peer_name" -> "Another peer has its name now: delete or rename that one first.";
                    case "peer_public_key" -> "Another peer has its key now.";
                    case "peer_ipv4", "peer_ipv6" ->
                        "Another peer has its address now: change or delete that one first.";
                    case "peer_network_overlap" -> "One of its networks is behind another peer now.";
                    default -> "What it belonged to is gone, so it can't come back.";
                });
    }

    /// A change of the master key did not meet what was deleted at that moment.
    private static void reseal(UUID id, String column, SealedText seal) {
        String sealed = Panache.getSession()
                .createNativeQuery("select " + column + " from peer where id = :id", String.class)
                .setParameter("id", id)
                .getSingleResultOrNull();
        if (sealed != null) {
            Panache.getSession()
                    .createNativeMutationQuery("update peer set " + column + " = :sealed where id = :id")
                    .setParameter("sealed", seal.convertToDatabaseColumn(seal.convertToEntityAttribute(sealed)))
                    .setParameter("id", id)
                    .executeUpdate();
        }
    }

    /// The interface may have moved to another range meanwhile.
    private static void requireInRange(Peer peer, @Nullable InetAddress address, boolean ipv6) {
        if (address != null) {
            try {
                Objects.requireNonNull(AddressPool.chosen(peer.wg(), IpText.of(address), ipv6));
            } catch (IllegalArgumentException e) {
                throw Rejection.conflict(String.valueOf(e.getMessage()));
            }
        }
    }
}
