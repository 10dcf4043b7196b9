package dev.warren.peers;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A peer as the API shows it: what somebody has set, what holds, and what it is doing. No secret is among it.
@JsonInclude(JsonInclude.Include.ALWAYS)
@Schema(name = "Peer")
record PeerView(
        UUID id,

        @Schema(description = "a small number that identifies the peer where a UUID can't")
        long number,

        @JsonProperty("interface") Named wg,
        String name,
        String notes,
        List<String> tags,
        @Nullable Named owner,

        @Schema(description = "online, idle, never, disabled, expired, outside-window or over-quota")
        String state,

        @Schema(description = "the state's reason, a sentence")
        String reason,

        String publicKey,

        @Schema(description = "whether the peer keeps its private key to itself")
        boolean ownKey,

        boolean presharedKey,
        @Nullable String ipv4,
        @Nullable String ipv6,

        @Schema(
                description =
                        "null: inherited. `everything`, `vpn`, `except private`, `except 10.1.0.0/16, …`, or networks")
        @Nullable String allowedIps,

        @Nullable List<String> dns,
        @Nullable Integer mtu,
        @Nullable Integer keepalive,
        @Nullable String endpoint,
        String preUp,
        String postUp,
        String preDown,
        String postDown,
        String killSwitch,

        @Schema(description = "what the client is told, own or inherited")
        Effective effective,

        @Schema(description = "networks behind the peer") List<String> networks,

        @Schema(description = "where the server reaches the peer") @Nullable String peerEndpoint,

        @Schema(description = "why the host name of that endpoint leads nowhere at the moment; null otherwise")
        @Nullable String endpointTrouble,

        boolean responder,
        boolean enabled,
        @Nullable Instant expiresAt,
        @Nullable String zone,

        @Schema(description = "hours of the week at which it may connect", examples = "mon-fri 08:00-18:00") @Nullable String hours,

        @Nullable QuotaView quota,
        Live live,
        Instant createdAt,
        Instant updatedAt) {

    /// Something else by its id and its name.
    record Named(UUID id, String name) {}

    /// What the client's configuration says.
    record Effective(
            List<String> allowedIps,
            List<String> dns,
            @Nullable Integer mtu,
            int keepalive,
            String endpoint) {}

    /// @param used bytes of this period that count
    /// @param endsAt when the next period begins; null for never
    @Schema(name = "Quota")
    record QuotaView(
            long bytes,
            String period,
            String counts,
            String action,
            long used,
            @Nullable Instant endsAt) {}

    /// Bytes, and bytes a second.
    ///
    /// @param endpoint where it is or was last
    /// @param countedFrom when somebody set the totals to zero
    record Live(
            @Nullable String endpoint,
            @Nullable Instant latestHandshake,
            long receiveBytes,
            long transmitBytes,
            double receiveRate,
            double transmitRate,
            @Nullable Instant countedFrom) {}
}
