package dev.warren.interfaces;

import dev.warren.audit.AuditFacts;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What the audit log keeps of an interface. Hooks are there by their length and hash: a command may
/// hold a password.
record InterfaceFacts(
        String name,
        String comment,
        boolean enabled,
        String publicKey,
        int listenPort,
        String ipv4,
        String ipv6,
        int mtu,
        String endpoint,
        String endpoints,
        String clientDns,
        String clientAllowedIps,
        int clientKeepalive,
        @Nullable Integer clientMtu,
        int fwmark,
        @Nullable String bindDevice,
        String routes,
        boolean natIpv4,
        boolean natIpv6,
        @Nullable String natDevice,
        boolean isolation,
        String preUp,
        String postUp,
        String preDown,
        String postDown)
        implements AuditFacts {

    static InterfaceFacts of(WgInterface wg) {
        return new InterfaceFacts(
                wg.name(),
                wg.comment(),
                wg.enabled(),
                wg.publicKey(),
                wg.listenPort(),
                Objects.toString(wg.ipv4() == null ? null : IpText.of(wg.ipv4()), ""),
                Objects.toString(wg.ipv6() == null ? null : IpText.of(wg.ipv6()), ""),
                wg.mtu(),
                wg.endpoint().toString(),
                wg.endpoints().toString(),
                wg.clientDns().toString(),
                wg.clientAllowedIps().toString(),
                wg.clientKeepalive(),
                wg.clientMtu(),
                wg.fwmark(),
                wg.bindDevice(),
                wg.routes().toString(),
                wg.natIpv4(),
                wg.natIpv6(),
                wg.natDevice(),
                wg.isolation(),
                digest(wg.hooks().preUp()),
                digest(wg.hooks().postUp()),
                digest(wg.hooks().preDown()),
                digest(wg.hooks().postDown()));
    }

    private static String digest(String command) {
        return command.isEmpty() ? "" : "%d characters, hash %08x".formatted(command.length(), command.hashCode());
    }
}
