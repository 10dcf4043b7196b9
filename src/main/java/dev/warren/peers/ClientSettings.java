package dev.warren.peers;

import dev.warren.interfaces.DnsServers;
import dev.warren.interfaces.PublicEndpoint;
import dev.warren.interfaces.WgInterface;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a peer's own configuration file says other than its interface's defaults. What is null is inherited.
///
/// @param endpoint an address of its own
/// @param endpointName one of the interface's endpoints; null if it is the default one or there is an `endpoint`
/// @param preUp commands of the client's machine, one a line; empty for none. The other hooks likewise
@Embeddable
record ClientSettings(
        @Column(name = "allowed_ips") @Convert(converter = PeerConverters.OfAllowedIps.class) @Nullable AllowedIps allowedIps,

        @Nullable DnsServers dns,
        @Nullable Integer mtu,
        @Nullable Integer keepalive,
        @Nullable PublicEndpoint endpoint,

        @Column(name = "endpoint_name") @Nullable String endpointName,

        @Column(name = "pre_up") String preUp,
        @Column(name = "post_up") String postUp,
        @Column(name = "pre_down") String preDown,
        @Column(name = "post_down") String postDown,

        @Column(name = "kill_switch") @Enumerated(EnumType.STRING)
        KillSwitch killSwitch) {

    /// What was chosen as endpoint: an address, or the name of one of the interface's; null for the default one.
    @Nullable String chosenEndpoint() {
        return endpoint == null ? endpointName : endpoint.toString();
    }

    /// Where the client finds the server.
    PublicEndpoint endpoint(WgInterface wg) {
        if (endpoint != null) {
            return endpoint;
        }
        return Optional.ofNullable(endpointName)
                .flatMap(chosen -> wg.endpoints().named(chosen))
                .orElseGet(wg::endpoint);
    }
}
