package dev.warren.peers;

import dev.warren.interfaces.WgInterface;
import dev.warren.web.Rejection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes over the peers of another server, all of them or none.
@ApplicationScoped
public class Newcomers {

    private final PeerBatch batch;

    Newcomers(PeerBatch batch) {
        this.batch = batch;
    }

    /// Makes them unless something is wrong with any. Needs the transaction that has made the interface.
    ///
    /// @return what is wrong with each, in their order; null if nothing is
    @Transactional(Transactional.TxType.MANDATORY)
    public List<@Nullable Rejection> welcome(WgInterface wg, List<Newcomer> newcomers) {
        return refusals(batch.createAll(wg, newcomers));
    }

    /// What [#welcome] would say; makes nothing.
    @Transactional(Transactional.TxType.MANDATORY)
    public List<@Nullable Rejection> examine(WgInterface wg, List<Newcomer> newcomers) {
        return refusals(batch.look(wg, newcomers));
    }

    private static List<@Nullable Rejection> refusals(List<PeerBatch.Outcome> outcomes) {
        List<@Nullable Rejection> refusals = new ArrayList<>();
        outcomes.forEach(outcome -> refusals.add(outcome.refusal()));
        return refusals;
    }
}
