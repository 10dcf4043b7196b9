package dev.warren.interfaces;

import dev.warren.engine.IpPrefix;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// An interface as the API shows it. No private key is ever in it.
@Schema(name = "Interface")
record InterfaceView(
        UUID id,
        @Schema(examples = "wg0") String name,
        String comment,
        boolean enabled,

        @Schema(description = "whether its tunnel runs at this moment")
        boolean running,

        @Schema(description = "what keeps it from running, as sentences")
        List<String> troubles,

        @Schema(examples = "8Zx3Y4dZ1l0bQ8mJm2mCq5Ev7n1xT9sUO3rW0kYpXlo=")
        String publicKey,

        @Schema(examples = "51820") int listenPort,

        @Schema(
                description = "the server's IPv4 address with the range's prefix length; null without IPv4",
                examples = "10.8.0.1/24")
        @Nullable String ipv4,

        @Schema(description = "the same for IPv6", examples = "fd00:8::1/64") @Nullable String ipv6,

        @Schema(examples = "1420") int mtu,

        @Schema(
                description = "where clients find the server unless another endpoint is chosen for them: host[:port]",
                examples = "vpn.example.org")
        String endpoint,

        @Schema(description = "further endpoints that can be chosen for a peer by their name")
        List<EndpointView> endpoints,

        @Schema(
                description = "DNS servers and search domains of clients",
                examples = "[\"10.8.0.1\", \"corp.example\"]")
        List<String> clientDns,

        @Schema(description = "what clients send through the tunnel", examples = "[\"0.0.0.0/0\", \"::/0\"]")
        List<String> clientAllowedIps,

        @Schema(description = "persistent keepalive of clients in seconds, 0 for off", examples = "25")
        int clientKeepalive,

        @Nullable Integer clientMtu,

        @Schema(description = "mark of the outer packets, 0 for none")
        int fwmark,

        @Schema(description = "device or VRF of the outer packets; null for any") @Nullable String bindDevice,

        @Schema(description = "auto, off, or the number of a routing table", examples = "auto")
        String routes,

        boolean natIpv4,
        boolean natIpv6,

        @Schema(description = "device that masqueraded packets leave by; null for any") @Nullable String natDevice,

        @Schema(description = "peers may not reach each other")
        boolean isolation,

        @Schema(description = "commands around start and end; for administrators only") @Nullable String preUp,

        @Nullable String postUp,
        @Nullable String preDown,
        @Nullable String postDown,

        @Schema(description = "hooks that failed when they ran last; for administrators only") @Nullable List<HookFailure> hookFailures,

        @Schema(description = "how many peers it has") long peers,
        Instant createdAt,
        Instant updatedAt) {

    /// @param address host[:port]
    @Schema(name = "InterfaceEndpoint")
    record EndpointView(
            @Schema(examples = "office") String name,
            @Schema(examples = "203.0.113.7:51820") String address) {}

    /// @param peers how many it has
    /// @param withHooks false leaves the commands out, and what they printed
    static InterfaceView of(WgInterface wg, EngineRunner engines, long peers, boolean withHooks) {
        Hooks hooks = wg.hooks();
        return new InterfaceView(
                wg.id(),
                wg.name(),
                wg.comment(),
                wg.enabled(),
                engines.isRunning(wg.id()),
                engines.troubles(wg.id()),
                wg.publicKey(),
                wg.listenPort(),
                text(wg.ipv4()),
                text(wg.ipv6()),
                wg.mtu(),
                wg.endpoint().toString(),
                wg.endpoints().byName().entrySet().stream()
                        .map(each ->
                                new EndpointView(each.getKey(), each.getValue().toString()))
                        .toList(),
                wg.clientDns().entries(),
                wg.clientAllowedIps().texts(),
                wg.clientKeepalive(),
                wg.clientMtu(),
                wg.fwmark(),
                wg.bindDevice(),
                wg.routes().toString(),
                wg.natIpv4(),
                wg.natIpv6(),
                wg.natDevice(),
                wg.isolation(),
                withHooks ? hooks.preUp() : null,
                withHooks ? hooks.postUp() : null,
                withHooks ? hooks.preDown() : null,
                withHooks ? hooks.postDown() : null,
                withHooks ? engines.hookFailures(wg.id()) : null,
                peers,
                wg.createdAt(),
                wg.updatedAt());
    }

    private static @Nullable String text(@Nullable IpPrefix prefix) {
        return prefix == null ? null : IpText.of(prefix);
    }
}
