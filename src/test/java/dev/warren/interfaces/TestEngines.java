package dev.warren.interfaces;

import dev.warren.engine.key.PublicKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/// What the engines have, and what makes them anew, for tests.
@ApplicationScoped
public class TestEngines {

    private final EngineRepair repair;
    private final EngineRunner engines;

    TestEngines(EngineRepair repair, EngineRunner engines) {
        this.repair = repair;
        this.engines = engines;
    }

    /// What happens after a commit that failed.
    public void rebuild() {
        repair.rebuild();
    }

    /// Who may connect to the interface.
    public Set<PublicKey> peers(WgInterface wg) {
        return engines.tunnel(wg.id()).orElseThrow().peers();
    }
}
