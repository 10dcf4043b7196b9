package dev.warren.peers;

import dev.warren.accounts.Accounts;
import dev.warren.audit.AuditLog;
import dev.warren.engine.key.PublicKey;
import dev.warren.interfaces.KnownInterfaces;
import dev.warren.interfaces.WgInterface;
import dev.warren.web.Rejection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
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

    private final KnownInterfaces interfaces;
    private final PeerVerbs verbs;
    private final Gatekeeper gatekeeper;
    private final DeletedPeers deletedPeers;
    private final Accounts accounts;
    private final AuditLog audit;
    private final InstantSource clock;

    PeerChanges(
            KnownInterfaces interfaces,
            PeerVerbs verbs,
            Gatekeeper gatekeeper,
            DeletedPeers deletedPeers,
            Accounts accounts,
            AuditLog audit,
            InstantSource clock) {
        this.interfaces = interfaces;
        this.verbs = verbs;
        this.gatekeeper = gatekeeper;
        this.deletedPeers = deletedPeers;
        this.accounts = accounts;
        this.audit = audit;
        this.clock = clock;
    }

    /// @param interfaceId null for the only or first interface
    /// @throws Rejection if the form is wrong, or contradicts what is there
    @Transactional
    public Member create(@Nullable UUID interfaceId, PeerForm form) {
        WgInterface wg = interfaces.chosen(interfaceId);
        PeerDraft draft = PeerCheck.created(form, wg, clock.instant());
        return created(NewPeers.store(wg, List.of(draft)).getFirst());
    }

    /// Makes a peer with the settings of another, and keys, addresses and routed networks of its own.
    ///
    /// @throws Rejection if there is no such peer, or the name is taken or none
    @Transactional
    public Member copy(UUID id, PeerForm differences) {
        Peer model = locked(id);
        PeerForm form = PeerForm.copyOf(model, model.wg(), clock.instant());
        PeerDraft draft = PeerCheck.created(differences.over(form), model.wg(), clock.instant());
        return created(NewPeers.store(model.wg(), List.of(draft)).getFirst());
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
        return perform(verbs.edit(form), id, seen);
    }

    /// @throws Rejection if there is no such peer, or its time is over
    @Transactional
    public Member enable(UUID id) {
        return perform(verbs.enable(), id);
    }

    /// @throws Rejection if there is no such peer
    @Transactional
    public Member disable(UUID id) {
        return perform(verbs.disable(), id);
    }

    /// Gives it other keys; its old configuration works no more.
    ///
    /// @param own the new public key of a peer that keeps its private key to itself; null for a generated pair
    /// @throws Rejection if there is no such peer, or its key has to come from elsewhere
    @Transactional
    public Member rotateKeys(UUID id, @Nullable String own) {
        return perform(verbs.rotateKeys(own == null || own.isBlank() ? null : newKey(own)), id);
    }

    /// Sets its totals to zero, and with them what it has used of its quota.
    ///
    /// @throws Rejection if there is no such peer
    @Transactional
    public void resetTotals(UUID id) {
        perform(verbs.resetTotals(), id);
    }

    /// Lets it begin a handshake although its clock was once ahead.
    ///
    /// @throws Rejection if there is no such peer
    @Transactional
    public void forgetHandshake(UUID id) {
        perform(verbs.forgetHandshake(), id);
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
        perform(verbs.delete(), id, seen);
    }

    /// Undoes a deletion: the same peer with its keys, addresses, totals, links and sessions.
    ///
    /// @throws Rejection if it is not kept any more, or something has taken its name, key, address or network
    @Transactional
    public Member restore(UUID id) {
        Peer peer = deletedPeers.bringBack(id);
        audit.record("peer.restored", PeerFacts.subject(peer), null, PeerFacts.of(peer));
        gatekeeper.restored(peer);
        return Member.of(peer);
    }

    private Member perform(PeerVerb verb, UUID id) {
        return perform(verb, id, version -> {});
    }

    private Member perform(PeerVerb verb, UUID id, LongConsumer seen) {
        Peer peer = locked(id);
        seen.accept(peer.version());
        Rejection refusal = verbs.perform(verb, List.of(peer)).get(id);
        if (refusal != null) {
            throw refusal;
        }
        return Member.of(peer);
    }

    private Member created(Peer peer) {
        audit.record("peer.created", PeerFacts.subject(peer), null, PeerFacts.of(peer));
        gatekeeper.changed(List.of(peer));
        return Member.of(peer);
    }

    private static PublicKey newKey(String text) {
        try {
            return PeerTexts.key(text);
        } catch (IllegalArgumentException e) {
            throw Rejection.invalid("publicKey", String.valueOf(e.getMessage()));
        }
    }

    private static Peer locked(UUID id) {
        Peer peer = Peer.findById(id, LockModeType.PESSIMISTIC_WRITE);
        if (peer == null) {
            throw Peer.unknown();
        }
        return peer;
    }
}
