package dev.warren.peers;

import dev.warren.audit.AuditLog;
import dev.warren.engine.IpPrefix;
import dev.warren.interfaces.WgInterface;
import dev.warren.web.DatabaseGone;
import dev.warren.web.FieldErrors;
import dev.warren.web.Rejection;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Changes of many peers. What is wrong with one hinders none of the others, and each gets an answer of its own.
@ApplicationScoped
class PeerBatch {

    /// Made together in one transaction: enough that its cost is shared, few enough that nobody waits long for the
    /// lock
    /// of the addresses.
    private static final int TOGETHER = 1_000;

    private final Gatekeeper gatekeeper;
    private final AuditLog audit;
    private final InstantSource clock;

    PeerBatch(Gatekeeper gatekeeper, AuditLog audit, InstantSource clock) {
        this.gatekeeper = gatekeeper;
        this.audit = audit;
        this.clock = clock;
    }

    /// What became of one of many.
    ///
    /// @param refusal null if it was done
    /// @param made the new peer, if one was to be made and was
    record Outcome(@Nullable Rejection refusal, @Nullable Member made) {}

    /// Makes peers of one interface.
    ///
    /// @param interfaceId null for the only or first interface
    List<Outcome> create(@Nullable UUID interfaceId, List<PeerForm> forms) {
        List<Outcome> outcomes = new ArrayList<>();
        for (int from = 0; from < forms.size(); from += TOGETHER) {
            List<PeerForm> some = forms.subList(from, Math.min(forms.size(), from + TOGETHER));
            try {
                outcomes.addAll(QuarkusTransaction.requiringNew().call(() -> createTogether(interfaceId, some)));
            } catch (RuntimeException e) {
                outcomes.addAll(Collections.nCopies(some.size(), new Outcome(refusal(e), null)));
            }
        }
        return outcomes;
    }

    /// What [#create] would refuse; makes nothing.
    List<Outcome> rehearse(@Nullable UUID interfaceId, List<PeerForm> forms) {
        return QuarkusTransaction.requiringNew().call(() -> new Checked(PeerChanges.wg(interfaceId), forms).outcomes());
    }

    /// Does `action` to one after the other, each in a transaction of its own.
    List<Outcome> each(List<UUID> ids, Consumer<UUID> action) {
        return ids.stream()
                .map(id -> {
                    try {
                        action.accept(id);
                        return new Outcome(null, null);
                    } catch (RuntimeException e) {
                        return new Outcome(refusal(e), null);
                    }
                })
                .toList();
    }

    private List<Outcome> createTogether(@Nullable UUID interfaceId, List<PeerForm> forms) {
        WgInterface wg = PeerChanges.wg(interfaceId);
        var checked = new Checked(wg, forms);
        List<PeerDraft> good = checked.drafts.stream().filter(Objects::nonNull).toList();
        List<Peer> made = good.isEmpty() ? List.of() : Peer.create(wg, good);
        made.forEach(peer -> audit.record("peer.created", PeerFacts.subject(peer), null, PeerFacts.of(peer)));
        gatekeeper.changed(made);
        return checked.outcomes(made);
    }

    private static Rejection refusal(RuntimeException e) {
        if (e instanceof Rejection rejection) {
            return rejection;
        }
        if (DatabaseGone.causes(e)) {
            return DatabaseGone.rejection(e);
        }
        throw e;
    }

    /// Forms of new peers, checked each by itself and against what is there.
    private final class Checked {

        private final List<@Nullable PeerDraft> drafts = new ArrayList<>();
        private final List<@Nullable Rejection> refusals = new ArrayList<>();

        Checked(WgInterface wg, List<PeerForm> forms) {
            for (PeerForm form : forms) {
                try {
                    drafts.add(PeerCheck.created(form, wg, clock.instant()));
                    refusals.add(null);
                } catch (Rejection e) {
                    drafts.add(null);
                    refusals.add(e);
                }
            }
            PeerConflicts.find(wg, drafts).forEach(this::refuse);
            networks(wg).forEach(this::refuse);
        }

        private Map<Integer, FieldErrors> networks(WgInterface wg) {
            Map<Integer, FieldErrors> found = new HashMap<>();
            List<IpPrefix> before = new ArrayList<>();
            for (int i = 0; i < drafts.size(); i++) {
                PeerDraft draft = drafts.get(i);
                if (draft == null) {
                    continue;
                }
                for (IpPrefix network : draft.networks().networks()) {
                    String obstacle = before.stream().anyMatch(network::overlaps)
                            ? "%s is behind another of these peers.".formatted(network)
                            : PeerNetworks.obstacle(wg, null, network);
                    if (obstacle != null) {
                        found.computeIfAbsent(i, key -> new FieldErrors()).add(PeerField.NETWORKS.key(), obstacle);
                    }
                }
                before.addAll(draft.networks().networks());
            }
            return found;
        }

        private void refuse(int place, FieldErrors errors) {
            drafts.set(place, null);
            refusals.set(place, Rejection.invalid(errors));
        }

        List<Outcome> outcomes() {
            return refusals.stream().map(refusal -> new Outcome(refusal, null)).toList();
        }

        List<Outcome> outcomes(List<Peer> made) {
            List<Outcome> outcomes = new ArrayList<>();
            var next = made.iterator();
            for (Rejection refusal : refusals) {
                outcomes.add(new Outcome(refusal, refusal == null ? Member.of(next.next()) : null));
            }
            return outcomes;
        }
    }
}
