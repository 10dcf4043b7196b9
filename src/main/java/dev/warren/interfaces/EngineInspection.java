package dev.warren.interfaces;

import dev.warren.engine.CaptureLimits;
import dev.warren.engine.PacketCapture;
import dev.warren.engine.key.PublicKey;
import dev.warren.web.Rejection;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/// What may be seen of a peer in its engine while it is in use: what was dropped, its log, its packets.
@ApplicationScoped
public class EngineInspection {

    private final EngineRunner engines;
    private final PeerLogLines lines;

    EngineInspection(EngineRunner engines, PeerLogLines lines) {
        this.engines = engines;
        this.lines = lines;
    }

    /// Packets from and to a peer that were dropped since it was let in, by reason; reasons that never came up are
    /// left out.
    public Map<String, Long> drops(UUID interfaceId, PublicKey peer) {
        Map<String, Long> drops = new TreeMap<>();
        tunnel(interfaceId)
                .ifPresent(tunnel -> tunnel.drops(peer)
                        .forEach((counter, packets) -> drops.put(counter.replaceFirst("^drop_", ""), packets)));
        return drops;
    }

    /// Peers whose endpoint is told by a host name that leads nowhere at the moment, each with a sentence about it.
    public Map<PublicKey, String> unresolved(UUID interfaceId) {
        return tunnel(interfaceId).map(Tunnel::unresolved).orElse(Map.of());
    }

    /// Switches the log of a peer on or off. It ends with this process.
    public void log(UUID interfaceId, PublicKey peer, boolean on) {
        tunnel(interfaceId).ifPresent(tunnel -> {
            if (on) {
                lines.follow(tunnel.config().name(), peer);
            }
            tunnel.log(peer, on);
        });
    }

    public boolean isLogged(UUID interfaceId, PublicKey peer) {
        return tunnel(interfaceId).map(tunnel -> tunnel.isLogged(peer)).orElse(false);
    }

    /// The newest lines of a peer's log, the oldest of them first; those from before it was switched off too.
    public List<PeerLogLines.Line> logLines(UUID interfaceId, PublicKey peer) {
        return tunnel(interfaceId)
                .map(tunnel -> lines.of(tunnel.config().name(), peer))
                .orElse(List.of());
    }

    /// Captures a peer's packets as they are inside the tunnel, until one of the limits is reached or it is closed.
    ///
    /// @param comment stands in the file
    /// @throws Rejection 409 if its engine doesn't run, it is not let in, or its packets are being captured already
    public PacketCapture capture(
            UUID interfaceId, PublicKey peer, String comment, CaptureLimits limits, OutputStream out) {
        return tunnel(interfaceId)
                .flatMap(tunnel -> tunnel.capture(peer, comment, limits, out))
                .orElseThrow(() -> Rejection.conflict("The interface of this peer doesn't run at the moment."));
    }

    private Optional<Tunnel> tunnel(UUID interfaceId) {
        return engines.tunnel(interfaceId);
    }
}
