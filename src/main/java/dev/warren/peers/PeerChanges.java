package dev.warren.peers;

import dev.warren.accounts.Accounts;
import dev.warren.audit.AuditLog;
import dev.warren.engine.key.PublicKey;
import dev.warren.interfaces.EngineRunner;
import dev.warren.interfaces.WgInterface;
import dev.warren.web.Rejection;
import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// Changes of peers, each in one transaction: the row, the line in the audit log, and the engine, or none of them.
///
/// The peer's row is locked first, so that two changes of one peer reach the engine in the order in which they are
/// committed.
@ApplicationScoped
public class PeerChanges {

    private final Gatekeeper gatekeeper;
    private final Ledger ledger;
    private final Quotas quotas;
    private final EngineRunner engines;
    private final Accounts accounts;
    private final AuditLog audit;
    private final InstantSource clock;
    private final TransactionSynchronizationRegistry transactions;

    PeerChanges(
            Gatekeeper gatekeeper,
            Ledger ledger,
            Quotas quotas,
            EngineRunner engines,
            Accounts accounts,
            AuditLog audit,
            InstantSource clock,
            TransactionSynchronizationRegistry transactions) {
        this.gatekeeper = gatekeeper;
        this.ledger = ledger;
        this.quotas = quotas;
        this.engines = engines;
        this.accounts = accounts;
        this.audit = audit;
        this.clock = clock;
        this.transactions = transactions;
    }

    /// @param interfaceId null for the only or first interface
    /// @throws Rejection if the form is wrong, or contradicts what is there
    @Transactional
    public Member create(@Nullable UUID interfaceId, PeerForm form) {
        WgInterface wg = wg(interfaceId);
        PeerDraft draft = PeerCheck.created(form, wg, clock.instant());
        return done(Peer.create(wg, List.of(draft)).getFirst(), "peer.created", null);
    }

    /// Makes a peer with the settings of another, and keys, addresses and routed networks of its own.
    ///
    /// @throws Rejection if there is no such peer, or the name is taken or none
    @Transactional
    public Member copy(UUID id, PeerForm differences) {
        Peer model = locked(id);
        PeerForm form = PeerForm.of(model)
                .without(PeerField.PUBLIC_KEY)
                .without(PeerField.IPV4)
                .without(PeerField.IPV6)
                .without(PeerField.NETWORKS)
                .without(PeerField.PEER_ENDPOINT);
        if (model.access().isExpired(clock.instant())) {
            form = form.without(PeerField.EXPIRES_AT);
        }
        PeerDraft draft = PeerCheck.created(differences.over(form), model.wg(), clock.instant());
        return done(Peer.create(model.wg(), List.of(draft)).getFirst(), "peer.created", null);
    }

    /// Makes a peer of the user whom the form names as owner, and whom a limit holds.
    ///
    /// @throws Rejection if they have as many as they may, or the form is wrong or contradicts what is there
    @Transactional
    public Member createOwn(@Nullable UUID interfaceId, PeerForm form) {
        UUID owner = UUID.fromString(form.text(PeerField.OWNER));
        PeerLimit.require(owner, accounts.peerLimit(owner));
        return create(interfaceId, form);
    }

    /// @throws Rejection if there is no such peer, or the form is wrong or contradicts what is there
    @Transactional
    public Member change(UUID id, PeerForm form) {
        return change(id, form, version -> {});
    }

    /// @param seen gets the present version, and throws if whoever asks has seen another one
    /// @throws Rejection likewise
    @Transactional
    public Member change(UUID id, PeerForm form, LongConsumer seen) {
        Peer peer = locked(id);
        seen.accept(peer.version());
        PeerFacts before = PeerFacts.of(peer);
        PublicKey key = PublicKey.parse(peer.publicKey());
        peer.change(PeerCheck.changed(form, peer, clock.instant()));
        audit.record("peer.changed", PeerFacts.subject(peer), before, PeerFacts.of(peer));
        return told(peer, key);
    }

    /// @throws Rejection if there is no such peer, or its time is over
    @Transactional
    public Member enable(UUID id) {
        Peer peer = locked(id);
        PeerFacts before = PeerFacts.of(peer);
        peer.enable(clock.instant());
        return done(peer, "peer.enabled", before);
    }

    /// @throws Rejection if there is no such peer
    @Transactional
    public Member disable(UUID id) {
        Peer peer = locked(id);
        PeerFacts before = PeerFacts.of(peer);
        peer.disable();
        return done(peer, "peer.disabled", before);
    }

    /// Gives it other keys; its old configuration works no more.
    ///
    /// @param own the new public key of a peer that keeps its private key to itself; null for a generated pair
    /// @throws Rejection if there is no such peer, or its key has to come from elsewhere
    @Transactional
    public Member rotateKeys(UUID id, @Nullable String own) {
        Peer peer = locked(id);
        PeerFacts before = PeerFacts.of(peer);
        PublicKey old = PublicKey.parse(peer.publicKey());
        peer.rotateKeys(own == null || own.isBlank() ? null : newKey(own));
        audit.record("peer.keys-rotated", PeerFacts.subject(peer), before, PeerFacts.of(peer));
        return told(peer, old);
    }

    /// Sets its totals to zero, and with them what it has used of its quota.
    ///
    /// @throws Rejection if there is no such peer
    @Transactional
    public void resetTotals(UUID id) {
        Peer peer = locked(id);
        Member member = Member.of(peer);
        Instant now = clock.instant();
        int count = Panache.getSession().doReturningWork(connection -> PeerTotals.reset(connection, id, now));
        audit.record("peer.totals-reset", PeerFacts.subject(peer), null, null);
        AfterCommit.run(transactions, () -> {
            ledger.restart(member, count, now);
            quotas.restart(member);
            gatekeeper.lookSoon(id);
        });
    }

    /// Lets it begin a handshake although its clock was once ahead.
    ///
    /// @throws Rejection if there is no such peer
    @Transactional
    public void forgetHandshake(UUID id) {
        Peer peer = locked(id);
        audit.record("peer.handshake-forgotten", PeerFacts.subject(peer), null, null);
        engines.forgetHandshake(peer.wg().id(), PublicKey.parse(peer.publicKey()));
    }

    /// @throws Rejection if there is no such peer
    @Transactional
    public void delete(UUID id) {
        delete(id, version -> {});
    }

    /// @param seen as in [#change]
    /// @throws Rejection if there is no such peer
    @Transactional
    public void delete(UUID id, LongConsumer seen) {
        Peer peer = locked(id);
        seen.accept(peer.version());
        PeerFacts before = PeerFacts.of(peer);
        peer.deleteNow();
        audit.record("peer.deleted", PeerFacts.subject(peer), before, null);
        gatekeeper.deleted(peer);
    }

    private Member done(Peer peer, String action, @Nullable PeerFacts before) {
        audit.record(action, PeerFacts.subject(peer), before, PeerFacts.of(peer));
        gatekeeper.changed(List.of(peer));
        return Member.of(peer);
    }

    /// Tells the engine, which knows the peer by its key.
    private Member told(Peer peer, PublicKey before) {
        if (before.base64().equals(peer.publicKey())) {
            gatekeeper.changed(List.of(peer));
        } else {
            gatekeeper.rekeyed(peer, before);
        }
        return Member.of(peer);
    }

    private static PublicKey newKey(String text) {
        try {
            return PeerTexts.key(text);
        } catch (IllegalArgumentException e) {
            throw Rejection.invalid("publicKey", String.valueOf(e.getMessage()));
        }
    }

    static WgInterface wg(@Nullable UUID id) {
        return (id == null ? WgInterface.first() : WgInterface.<WgInterface>findByIdOptional(id))
                .orElseThrow(() -> Rejection.conflict("There is no such interface: set one up first."));
    }

    private static Peer locked(UUID id) {
        Peer peer = Peer.findById(id, LockModeType.PESSIMISTIC_WRITE);
        if (peer == null) {
            throw Rejection.notFound("There is no such peer. Somebody may have deleted it.");
        }
        return peer;
    }
}
