package dev.warren.compat;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.warren.interfaces.SnapshotClock;
import dev.warren.metrics.MetricsPassword;
import dev.warren.peers.LivePeer;
import dev.warren.peers.LivePeers;
import dev.warren.web.Rejection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/// `/metrics/prometheus` and `/metrics/json`, for whoever knows the metrics password.
@Path("/metrics")
@PermitAll
@RunOnVirtualThread
class WgEasyMetrics {

    /// How long after its last handshake wg-easy calls a peer connected.
    private static final Duration CONNECTED = Duration.ofMinutes(10);

    private final LivePeers peers;
    private final SnapshotClock snapshots;
    private final MetricsPassword password;

    WgEasyMetrics(LivePeers peers, SnapshotClock snapshots, MetricsPassword password) {
        this.peers = peers;
        this.snapshots = snapshots;
        this.password = password;
    }

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Client(
            String name,
            boolean enabled,
            String ipv4Address,
            String ipv6Address,
            String publicKey,
            @Nullable String endpoint,

            @JsonFormat(pattern = WgEasyClient.MILLIS, timezone = "UTC") @Nullable Instant latestHandshakeAt,

            long transferRx,
            long transferTx) {

        static Client of(LivePeer peer) {
            boolean enabled = isEnabled(peer);
            return new Client(
                    peer.name(),
                    enabled,
                    Objects.toString(peer.member().ipv4(), ""),
                    Objects.toString(peer.member().ipv6(), ""),
                    peer.member().publicKey(),
                    enabled ? peer.endpoint() : null,
                    enabled ? peer.latestHandshake() : null,
                    peer.receiveTotal(),
                    peer.transmitTotal());
        }
    }

    record Figures(
            @JsonProperty("wireguard_configured_peers") long configured,
            @JsonProperty("wireguard_enabled_peers") long enabled,
            @JsonProperty("wireguard_connected_peers") long connected,
            List<Client> clients) {}

    @GET
    @Path("prometheus")
    @Produces(MediaType.TEXT_PLAIN + ";charset=UTF-8")
    public byte[] prometheus(@RestHeader("Authorization") @Nullable String authorization) {
        requirePassword(authorization);
        List<LivePeer> all = peers.all();
        var text = new WgEasyExposition();
        snapshots.latest().tunnels().forEach((id, tunnel) -> {
            List<LivePeer> own = all.stream()
                    .filter(peer -> peer.member().interfaceId().equals(id))
                    .toList();
            text.add(tunnel.name(), own, count(own, true), count(own, false));
        });
        return text.text();
    }

    @GET
    @Path("json")
    @Produces(MediaType.APPLICATION_JSON)
    public Figures json(@RestHeader("Authorization") @Nullable String authorization) {
        requirePassword(authorization);
        List<LivePeer> all = peers.all();
        return new Figures(
                all.size(),
                count(all, true),
                count(all, false),
                all.stream().map(Client::of).toList());
    }

    @ServerExceptionMapper
    public Response refuse(Rejection rejection) {
        return WgEasyError.answer(rejection);
    }

    private void requirePassword(@Nullable String authorization) {
        if (!password.isSet()) {
            throw Rejection.malformed("Metrics not enabled: set WARREN_METRICS_PASSWORD.");
        }
        if (!password.matches(authorization)) {
            throw Rejection.unauthorized("Incorrect token");
        }
    }

    private static long count(List<LivePeer> peers, boolean enabledOnly) {
        return peers.stream()
                .filter(peer -> enabledOnly ? isEnabled(peer) : isConnected(peer))
                .count();
    }

    static boolean isEnabled(LivePeer peer) {
        return peer.isAdmitted();
    }

    private static boolean isConnected(LivePeer peer) {
        Duration age = peer.age();
        return isEnabled(peer) && age != null && age.compareTo(CONNECTED) < 0;
    }
}
