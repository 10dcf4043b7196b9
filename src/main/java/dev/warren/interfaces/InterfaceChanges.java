package dev.warren.interfaces;

import dev.warren.audit.AuditFacts;
import dev.warren.audit.AuditLog;
import dev.warren.audit.Subject;
import dev.warren.engine.IpPrefix;
import dev.warren.engine.key.PrivateKey;
import dev.warren.web.Rejection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Changes of interfaces, each in one transaction: the row, the line in the audit log, and the engine, or none of
/// them.
///
/// Whoever changes one may first look at it as it is, locked, and refuse by throwing: see the `check` parameters.
@ApplicationScoped
public class InterfaceChanges {

    private final EngineRunner engines;
    private final AuditLog audit;
    private final InterfacesConfig settings;
    private final Instance<PeerSource> peers;

    InterfaceChanges(EngineRunner engines, AuditLog audit, InterfacesConfig settings, Instance<PeerSource> peers) {
        this.engines = engines;
        this.audit = audit;
        this.settings = settings;
        this.peers = peers;
    }

    /// Makes a new interface with a fresh key and starts it.
    ///
    /// @throws Rejection if it contradicts what is there, or the engine refuses
    @Transactional
    public WgInterface create(InterfaceDraft draft) {
        requireHooksAllowed(Hooks.none(), draft.hooks());
        RoutedNetworks.requireNone("ipv4", draft.ipv4());
        RoutedNetworks.requireNone("ipv6", draft.ipv6());
        return done(WgInterface.create(draft), "interface.created", null);
    }

    /// Makes one that another server has had: with the key that its clients know.
    ///
    /// @throws Rejection if it contradicts what is there, or the engine refuses
    @Transactional
    public WgInterface adopt(InterfaceDraft draft, PrivateKey key) {
        return done(rehearse(draft, key), "interface.created", null);
    }

    /// Stores it as [#adopt] does, but tells neither engine nor audit log: for whoever rolls the transaction
    /// back.
    ///
    /// @throws Rejection if it contradicts what is there
    @Transactional(Transactional.TxType.MANDATORY)
    public WgInterface rehearse(InterfaceDraft draft, PrivateKey key) {
        RoutedNetworks.requireNone("ipv4", draft.ipv4());
        RoutedNetworks.requireNone("ipv6", draft.ipv6());
        WgInterface wg = WgInterface.create(draft);
        wg.replaceKey(key);
        return wg;
    }

    /// @param change what it is to be, from how it is
    /// @throws Rejection if there is no such interface, the draft contradicts what is there, or the engine
    /// refuses
    @Transactional
    public WgInterface change(UUID id, Function<WgInterface, InterfaceDraft> change) {
        WgInterface wg = locked(id);
        InterfaceDraft draft = change.apply(wg);
        requireHooksAllowed(wg.hooks(), draft.hooks());
        requireSameRange("ipv4", wg, wg.ipv4(), draft.ipv4());
        requireSameRange("ipv6", wg, wg.ipv6(), draft.ipv6());
        InterfaceFacts before = InterfaceFacts.of(wg);
        wg.change(draft);
        return done(wg, "interface.changed", before);
    }

    /// Switches an interface on or off; off, it keeps everything.
    ///
    /// @throws Rejection if there is no such interface, or the engine refuses
    @Transactional
    public WgInterface enable(UUID id, boolean on, Consumer<WgInterface> check) {
        WgInterface wg = locked(id);
        check.accept(wg);
        if (wg.enabled() == on) {
            return wg;
        }
        InterfaceFacts before = InterfaceFacts.of(wg);
        wg.enable(on);
        return done(wg, on ? "interface.enabled" : "interface.disabled", before);
    }

    /// Takes its tunnel down and up again; one that is switched off stays so. If it can't start, it stays
    /// switched on, and is tried again.
    ///
    /// @throws Rejection if there is no such interface, or the engine refuses
    @Transactional
    public void restart(UUID id) {
        WgInterface wg = locked(id);
        if (wg.enabled()) {
            audit.record("interface.restarted", subject(wg), null, null);
            engines.restart(wg);
        }
    }

    /// Gives it another key. Nobody gets in any more until every client has its configuration anew.
    ///
    /// @param key null for a fresh one
    /// @throws Rejection if there is no such interface, or the key is another one's
    @Transactional
    public WgInterface replaceKey(UUID id, @Nullable PrivateKey key, Consumer<WgInterface> check) {
        WgInterface wg = locked(id);
        check.accept(wg);
        var before = new KeyFacts(wg.publicKey());
        PrivateKey chosen = key == null ? PrivateKey.generate() : key;
        if (AddressPool.hasPeer(wg, chosen.publicKey())) {
            throw Rejection.invalid("privateKey", "This is the key of a peer of %s.".formatted(wg.name()));
        }
        wg.replaceKey(chosen);
        chosen.destroy();
        audit.record("interface.key-replaced", subject(wg), before, new KeyFacts(wg.publicKey()));
        engines.apply(wg);
        return wg;
    }

    private record KeyFacts(String publicKey) implements AuditFacts {}

    /// Deletes an interface with all its peers.
    ///
    /// @param confirmed the name of the interface, which is needed if it has peers
    /// @throws Rejection if there is no such interface, or it has peers and they were not confirmed
    @Transactional
    public void delete(UUID id, @Nullable String confirmed, Consumer<WgInterface> check) {
        WgInterface wg = locked(id);
        check.accept(wg);
        long count = AddressPool.peers(wg);
        if (count > 0 && !wg.name().equals(confirmed)) {
            throw Rejection.conflict("%s has %d peers, which are deleted with it: confirm that by its name, confirm=%s."
                    .formatted(wg.name(), count, wg.name()));
        }
        InterfaceFacts before = InterfaceFacts.of(wg);
        peers.forEach(source -> source.deleted(id));
        wg.deleteNow();
        audit.record("interface.deleted", subject(wg), before, null);
        engines.withdraw(id);
    }

    private WgInterface done(WgInterface wg, String action, @Nullable InterfaceFacts before) {
        audit.record(action, subject(wg), before, InterfaceFacts.of(wg));
        engines.apply(wg);
        return wg;
    }

    static WgInterface locked(UUID id) {
        WgInterface.beginChange();
        WgInterface wg = WgInterface.findById(id, LockModeType.PESSIMISTIC_WRITE);
        if (wg == null) {
            throw Rejection.notFound("There is no such interface. Somebody may have deleted it.");
        }
        return wg;
    }

    private void requireHooksAllowed(Hooks before, Hooks after) {
        if (!settings.hooks() && !after.isEmpty() && !after.equals(before)) {
            throw Rejection.invalid(
                    "hooks",
                    "Hooks are switched off on this server, because they are commands that run with its rights:"
                            + " start Warren with WARREN_HOOKS=true to allow them.");
        }
    }

    /// Peers keep their addresses, so a range that has some can't go elsewhere without them.
    private static void requireSameRange(
            String field, WgInterface wg, @Nullable IpPrefix before, @Nullable IpPrefix after) {
        if (after != null && !after.equals(before)) {
            RoutedNetworks.requireNone(field, after);
        }
        if (before == null || before.equals(after)) {
            return;
        }
        long inUse = AddressPool.inUse(wg, before.isIpv6());
        if (inUse > 0) {
            throw Rejection.invalid(
                    field,
                    "Its peers in %s (%d) would lose their addresses: renumber the interface, and they move along."
                            .formatted(IpText.of(before.network()), inUse));
        }
    }

    static Subject subject(WgInterface wg) {
        return new Subject("interface", wg.id().toString(), wg.name());
    }
}
