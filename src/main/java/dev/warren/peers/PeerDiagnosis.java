package dev.warren.peers;

import dev.warren.audit.AuditLog;
import dev.warren.interfaces.EngineInspection;
import dev.warren.interfaces.PeerLogLines;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the engine knows when something is wrong with a peer, and the switch of its log.
@ApplicationScoped
class PeerDiagnosis {

    private final EngineInspection inspection;
    private final AuditLog audit;

    PeerDiagnosis(EngineInspection inspection, AuditLog audit) {
        this.inspection = inspection;
        this.audit = audit;
    }

    /// Packets from and to it that were dropped since it was let in, by reason.
    Map<String, Long> drops(Member member) {
        return inspection.drops(member.interfaceId(), member.key());
    }

    /// Why the host name of its endpoint leads nowhere; null if it does, or there is none.
    @Nullable String endpointTrouble(Member member) {
        return inspection.unresolved(member.interfaceId()).get(member.key());
    }

    boolean isLogged(Member member) {
        return inspection.isLogged(member.interfaceId(), member.key());
    }

    /// The oldest first.
    List<PeerLogLines.Line> lines(Member member) {
        return inspection.logLines(member.interfaceId(), member.key());
    }

    void log(Member member, boolean on) {
        QuarkusTransaction.requiringNew()
                .run(() -> audit.record(
                        on ? "peer.log-started" : "peer.log-ended", PeerFacts.subject(member), null, null));
        inspection.log(member.interfaceId(), member.key(), on);
    }
}
