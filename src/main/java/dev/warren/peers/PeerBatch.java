package dev.warren.peers;

import dev.warren.audit.AuditLog;
import dev.warren.engine.IpPrefix;
import dev.warren.interfaces.KnownInterfaces;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Changes of many peers. What is wrong with one hinders none of the others, and each gets an answer of its own.
@ApplicationScoped
class PeerBatch {

    /// Made together in one transaction: enough that its cost is shared, few enough that nobody waits long for
    /// the lock of the addresses.
    private static final int TOGETHER = 1_000;

    /// The status of a refusal for want of a database.
    private static final int GONE = 503;

    private static final Outcome UNKNOWN = new Outcome(Peer.unknown(), null);

    private final KnownInterfaces interfaces;
    private final PeerVerbs verbs;
    private final Gatekeeper gatekeeper;
    private final AuditLog audit;
    private final InstantSource clock;

    PeerBatch(KnownInterfaces interfaces, PeerVerbs verbs, Gatekeeper gatekeeper, AuditLog audit, InstantSource clock) {
        this.interfaces = interfaces;
        this.verbs = verbs;
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
        return QuarkusTransaction.requiringNew()
                .call(() -> new Checked(interfaces.chosen(interfaceId), forms).outcomes());
    }

    /// Makes peers that bring their keys along, within the transaction of whoever asks; none if any is refused.
    List<Outcome> createAll(WgInterface wg, List<Newcomer> newcomers) {
        var checked = new Checked(wg, forms(newcomers));
        List<PeerDraft> good = checked.drafts.stream().filter(Objects::nonNull).toList();
        if (good.isEmpty() || good.size() < newcomers.size()) {
            return checked.outcomes();
        }
        List<PeerKeys> keys = IntStream.range(0, good.size())
                .mapToObj(place -> PeerKeys.of(wg, good.get(place)).brought(newcomers.get(place)))
                .toList();
        return welcomed(checked, NewPeers.store(wg, good, keys));
    }

    /// What [#createAll] would refuse; makes nothing.
    List<Outcome> look(WgInterface wg, List<Newcomer> newcomers) {
        return new Checked(wg, forms(newcomers)).outcomes();
    }

    private static List<PeerForm> forms(List<Newcomer> newcomers) {
        return newcomers.stream().map(Newcomer::form).toList();
    }

    /// Makes peers with the settings of others, and keys and addresses of their own.
    ///
    /// @param interfaceId null for the interface of each
    /// @param suffix what their names have at the end beside the others'
    List<Outcome> copy(@Nullable UUID interfaceId, List<UUID> models, String suffix) {
        Map<UUID, Copy> copies = QuarkusTransaction.requiringNew().call(() -> copies(interfaceId, models, suffix));
        Map<UUID, Outcome> outcomes = new HashMap<>();
        copies.values().stream()
                .collect(Collectors.groupingBy(Copy::wg, LinkedHashMap::new, Collectors.toList()))
                .forEach((wg, some) -> {
                    var made =
                            create(wg, some.stream().map(Copy::form).toList()).iterator();
                    some.forEach(copy -> outcomes.put(copy.model(), made.next()));
                });
        return models.stream()
                .map(model -> outcomes.getOrDefault(model, UNKNOWN))
                .toList();
    }

    /// A peer that is to be made like another.
    private record Copy(UUID model, UUID wg, PeerForm form) {}

    private Map<UUID, Copy> copies(@Nullable UUID interfaceId, List<UUID> models, String suffix) {
        WgInterface target = interfaceId == null ? null : interfaces.chosen(interfaceId);
        Map<UUID, Copy> copies = new LinkedHashMap<>();
        for (Peer model : Peer.listed(models)) {
            WgInterface wg = target == null ? model.wg() : target;
            PeerForm form = PeerForm.copyOf(model, wg, clock.instant()).with(PeerField.NAME, model.name() + suffix);
            copies.put(model.id(), new Copy(model.id(), wg.id(), form));
        }
        return copies;
    }

    /// Does something to many peers: to as many as possible in one transaction, and to none of them twice.
    List<Outcome> each(List<UUID> ids, Supplier<PeerVerb> verb) {
        List<Outcome> outcomes = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += TOGETHER) {
            outcomes.addAll(together(ids.subList(from, Math.min(ids.size(), from + TOGETHER)), verb));
        }
        return outcomes;
    }

    /// What contradicts something only when it is written takes the others with it: then each half is tried for
    /// itself.
    private List<Outcome> together(List<UUID> ids, Supplier<PeerVerb> verb) {
        try {
            return QuarkusTransaction.requiringNew().call(() -> changeTogether(ids, verb.get()));
        } catch (RuntimeException e) {
            Rejection refusal = refusal(e);
            if (ids.size() == 1 || refusal.status() == GONE) {
                return Collections.nCopies(ids.size(), new Outcome(refusal, null));
            }
            int half = ids.size() / 2;
            List<Outcome> outcomes = new ArrayList<>(together(ids.subList(0, half), verb));
            outcomes.addAll(together(ids.subList(half, ids.size()), verb));
            return outcomes;
        }
    }

    private List<Outcome> changeTogether(List<UUID> ids, PeerVerb verb) {
        List<Peer> peers = Peer.locked(ids);
        Set<UUID> there = peers.stream().map(Peer::id).collect(Collectors.toSet());
        Map<UUID, Rejection> refused = verbs.perform(verb, peers);
        return ids.stream()
                .map(id -> there.contains(id) ? new Outcome(refused.get(id), null) : UNKNOWN)
                .toList();
    }

    private List<Outcome> createTogether(@Nullable UUID interfaceId, List<PeerForm> forms) {
        WgInterface wg = interfaces.chosen(interfaceId);
        var checked = new Checked(wg, forms);
        List<PeerDraft> good = checked.drafts.stream().filter(Objects::nonNull).toList();
        return welcomed(checked, good.isEmpty() ? List.of() : NewPeers.store(wg, good));
    }

    private List<Outcome> welcomed(Checked checked, List<Peer> made) {
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
            networks().forEach(this::refuse);
        }

        private Map<Integer, FieldErrors> networks() {
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
                            : PeerNetworks.obstacle(null, network);
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
