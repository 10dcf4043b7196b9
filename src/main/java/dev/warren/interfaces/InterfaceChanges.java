package dev.warren.interfaces;

import dev.warren.audit.AuditLog;
import dev.warren.audit.Subject;
import dev.warren.engine.IpPrefix;
import dev.warren.web.Rejection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Changes of interfaces, each in one transaction: the row, the line in the audit log, and the engine, or none of them.
@ApplicationScoped
public class InterfaceChanges {

    private final EngineRunner engines;
    private final AuditLog audit;

    InterfaceChanges(EngineRunner engines, AuditLog audit) {
        this.engines = engines;
        this.audit = audit;
    }

    /// Makes a new interface with a fresh key and starts it.
    ///
    /// @throws Rejection if it contradicts what is there, or the engine refuses
    @Transactional
    public WgInterface create(InterfaceDraft draft) {
        return done(WgInterface.create(draft), "interface.created", null);
    }

    /// @throws Rejection if there is no such interface, the draft contradicts what is there, or the engine refuses
    @Transactional
    public WgInterface change(UUID id, InterfaceDraft draft) {
        WgInterface wg = WgInterface.findById(id, LockModeType.PESSIMISTIC_WRITE);
        if (wg == null) {
            throw Rejection.notFound("There is no such interface.");
        }
        requireSameRange("ipv4", wg, wg.ipv4(), draft.ipv4());
        requireSameRange("ipv6", wg, wg.ipv6(), draft.ipv6());
        Facts before = Facts.of(wg);
        wg.change(draft);
        return done(wg, "interface.changed", before);
    }

    private WgInterface done(WgInterface wg, String action, @Nullable Facts before) {
        audit.record(action, subject(wg), before, Facts.of(wg));
        engines.apply(wg);
        return wg;
    }

    /// Peers keep their addresses, so a range that has some can't go elsewhere.
    private static void requireSameRange(
            String field, WgInterface wg, @Nullable IpPrefix before, @Nullable IpPrefix after) {
        if (before == null || before.equals(after)) {
            return;
        }
        long peers = AddressPool.inUse(wg, before.isIpv6());
        if (peers > 0) {
            throw Rejection.invalid(
                    field,
                    "%d of its peers %s in %s, and would lose their addresses: the range stays."
                            .formatted(peers, peers == 1 ? "is" : "are", IpText.of(before.network())));
        }
    }

    static Subject subject(WgInterface wg) {
        return new Subject("interface", wg.id().toString(), wg.name());
    }

    /// What the audit log keeps of an interface.
    private record Facts(
            String name,
            String comment,
            boolean enabled,
            String publicKey,
            int listenPort,
            String ipv4,
            String ipv6,
            int mtu,
            String endpoint,
            String clientDns,
            String clientAllowedIps,
            int clientKeepalive,
            @Nullable Integer clientMtu,
            int fwmark,
            @Nullable String bindDevice,
            String routes,
            boolean natIpv4,
            boolean natIpv6,
            @Nullable String natDevice) {

        static Facts of(WgInterface wg) {
            return new Facts(
                    wg.name(),
                    wg.comment(),
                    wg.enabled(),
                    wg.publicKey(),
                    wg.listenPort(),
                    Objects.toString(wg.ipv4() == null ? null : IpText.of(wg.ipv4()), ""),
                    Objects.toString(wg.ipv6() == null ? null : IpText.of(wg.ipv6()), ""),
                    wg.mtu(),
                    wg.endpoint().toString(),
                    wg.clientDns().toString(),
                    wg.clientAllowedIps().toString(),
                    wg.clientKeepalive(),
                    wg.clientMtu(),
                    wg.fwmark(),
                    wg.bindDevice(),
                    wg.routes().name(),
                    wg.natIpv4(),
                    wg.natIpv6(),
                    wg.natDevice());
        }
    }
}
