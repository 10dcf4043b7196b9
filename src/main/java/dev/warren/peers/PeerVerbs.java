package dev.warren.peers;

import dev.warren.audit.AuditLog;
import dev.warren.engine.key.PublicKey;
import dev.warren.interfaces.EngineRunner;
import dev.warren.peers.PeerVerb.Effect;
import dev.warren.web.Rejection;
import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What can be done to peers, one or many. Each verb is made for one use.
@ApplicationScoped
class PeerVerbs {

    private final Gatekeeper gatekeeper;
    private final Ledger ledger;
    private final Quotas quotas;
    private final DeletedPeers deletedPeers;
    private final EngineRunner engines;
    private final AuditLog audit;
    private final InstantSource clock;
    private final TransactionSynchronizationRegistry transactions;

    PeerVerbs(
            Gatekeeper gatekeeper,
            Ledger ledger,
            Quotas quotas,
            DeletedPeers deletedPeers,
            EngineRunner engines,
            AuditLog audit,
            InstantSource clock,
            TransactionSynchronizationRegistry transactions) {
        this.gatekeeper = gatekeeper;
        this.ledger = ledger;
        this.quotas = quotas;
        this.deletedPeers = deletedPeers;
        this.engines = engines;
        this.audit = audit;
        this.clock = clock;
        this.transactions = transactions;
    }

    /// Does it to peers whose rows are locked, and writes them together.
    ///
    /// @return whom it was refused to, and why
    /// @throws Rejection if what was asked for contradicts something else, with any of them
    Map<UUID, Rejection> perform(PeerVerb verb, List<Peer> peers) {
        Map<UUID, Rejection> refused = new HashMap<>();
        Map<Peer, PeerFacts> changed = new LinkedHashMap<>();
        for (Peer peer : peers) {
            PeerFacts before = PeerFacts.of(peer);
            try {
                verb.change(peer);
                changed.put(peer, before);
            } catch (Rejection e) {
                refused.put(peer.id(), e);
            }
        }
        if (!changed.isEmpty()) {
            List<Peer> done = List.copyOf(changed.keySet());
            if (verb.effect() != Effect.NONE) {
                Peer.write(done);
            }
            changed.forEach((peer, before) -> record(verb, peer, before));
            verb.tell(done);
        }
        return refused;
    }

    private void record(PeerVerb verb, Peer peer, PeerFacts before) {
        audit.record(
                verb.action(),
                PeerFacts.subject(peer),
                verb.effect() == Effect.NONE ? null : before,
                verb.effect() == Effect.CHANGED ? PeerFacts.of(peer) : null);
    }

    PeerVerb enable() {
        return settings("peer.enabled", peer -> peer.enable(clock.instant()));
    }

    PeerVerb disable() {
        return settings("peer.disabled", Peer::disable);
    }

    /// Gives peers these tags beside their own.
    PeerVerb tag(List<String> tags) {
        return settings("peer.changed", peer -> peer.tag(tags));
    }

    PeerVerb untag(List<String> tags) {
        return settings("peer.changed", peer -> peer.untag(tags));
    }

    /// Lets peers expire later: by `time` after their expiry or, if that is over, after now.
    PeerVerb extend(Duration time) {
        return settings("peer.changed", peer -> peer.extend(time, clock.instant()));
    }

    /// Changes what `form` says.
    PeerVerb edit(PeerForm form) {
        return new Rekeying("peer.changed", peer -> peer.change(PeerCheck.changed(form, peer, clock.instant())));
    }

    /// Gives peers other keys; their old configurations work no more.
    ///
    /// @param own the new public key of a peer that keeps its private key to itself; null for a generated pair
    PeerVerb rotateKeys(@Nullable PublicKey own) {
        return new Rekeying("peer.keys-rotated", peer -> peer.rotateKeys(own));
    }

    PeerVerb delete() {
        return new Plain(
                "peer.deleted",
                Effect.GONE,
                peer -> {
                    deletedPeers.keep(peer.id());
                    peer.delete();
                },
                gatekeeper::deleted);
    }

    /// Sets totals to zero, and with them what is used of quotas.
    PeerVerb resetTotals() {
        return new Plain("peer.totals-reset", Effect.NONE, peer -> {}, this::restart);
    }

    /// Lets peers begin a handshake although their clocks were once ahead.
    PeerVerb forgetHandshake() {
        return new Plain(
                "peer.handshake-forgotten",
                Effect.NONE,
                peer -> {},
                peers -> peers.forEach(
                        peer -> engines.forgetHandshake(peer.wg().id(), PublicKey.parse(peer.publicKey()))));
    }

    private void restart(List<Peer> peers) {
        Instant now = clock.instant();
        Map<Member, Integer> counts = new HashMap<>();
        Panache.getSession().doWork(connection -> {
            for (Peer peer : peers) {
                counts.put(Member.of(peer), PeerTotals.reset(connection, peer.id(), now));
            }
        });
        AfterCommit.run(
                transactions,
                () -> counts.forEach((member, count) -> {
                    ledger.restart(member, count, now);
                    quotas.restart(member);
                    gatekeeper.lookSoon(member.id());
                }));
    }

    private PeerVerb settings(String action, Consumer<Peer> change) {
        return new Plain(action, Effect.CHANGED, change, gatekeeper::changed);
    }

    private record Plain(String action, Effect effect, Consumer<Peer> changing, Consumer<List<Peer>> telling)
            implements PeerVerb {

        @Override
        public void change(Peer peer) {
            changing.accept(peer);
        }

        @Override
        public void tell(List<Peer> peers) {
            telling.accept(peers);
        }
    }

    /// What may give a peer another key, by which the engine knows it.
    private final class Rekeying implements PeerVerb {

        private final String action;
        private final Consumer<Peer> change;
        private final Map<UUID, String> before = new HashMap<>();

        Rekeying(String action, Consumer<Peer> change) {
            this.action = action;
            this.change = change;
        }

        @Override
        public String action() {
            return action;
        }

        @Override
        public Effect effect() {
            return Effect.CHANGED;
        }

        @Override
        public void change(Peer peer) {
            before.put(peer.id(), peer.publicKey());
            change.accept(peer);
        }

        @Override
        public void tell(List<Peer> peers) {
            gatekeeper.changed(peers.stream().filter(peer -> !isRekeyed(peer)).toList());
            peers.stream()
                    .filter(this::isRekeyed)
                    .forEach(peer -> gatekeeper.rekeyed(peer, PublicKey.parse(before(peer))));
        }

        private boolean isRekeyed(Peer peer) {
            return !before(peer).equals(peer.publicKey());
        }

        private String before(Peer peer) {
            return Objects.requireNonNull(before.get(peer.id()));
        }
    }
}
