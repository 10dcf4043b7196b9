package dev.warren.interfaces;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.warren.engine.IpPrefix;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// What happens to packets of all tunnels on their way to other networks and to each other.
final class Egress {

    private static final Logger LOG = Logger.getLogger(Egress.class);

    private final Nat nat;

    @GuardedBy("this") private final Map<UUID, Nat.Rule> rules = new HashMap<>();

    private volatile @Nullable String trouble;
    private volatile List<OtherFirewalls.Finding> findings = List.of();

    Egress(Nat nat) {
        this.nat = nat;
    }

    /// Takes away what an earlier process left behind.
    void clean() {
        nat.clean();
    }

    /// Takes over what `wg` wants; [#apply(Collection)] makes it so.
    ///
    /// @param ipv6Enabled false leaves IPv6 out, whatever is stored
    synchronized void want(WgInterface wg, boolean ipv6Enabled) {
        if (wg.enabled()) {
            rules.put(
                    wg.id(),
                    new Nat.Rule(
                            wg.name(),
                            wg.natIpv4() ? wg.ipv4() : null,
                            wg.natIpv6() && ipv6Enabled ? wg.ipv6() : null,
                            wg.natDevice(),
                            wg.isolation()));
        } else {
            rules.remove(wg.id());
        }
    }

    synchronized void forget(UUID interfaceId) {
        rules.remove(interfaceId);
    }

    /// @return a sentence that says what is missing, or null
    synchronized @Nullable String apply(Collection<Tunnel> tunnels) {
        if (tunnels.stream().noneMatch(Tunnel::isRunning)) {
            close();
            return null;
        }
        String missing = nat.apply(List.copyOf(rules.values()), hasFamily(tunnels, false), hasFamily(tunnels, true));
        if (missing != null && !missing.equals(trouble)) {
            LOG.warn(missing);
        }
        trouble = missing;
        return missing;
    }

    /// Looks again at what other programs have set up; they come and go without telling.
    void look() {
        List<String> names;
        synchronized (this) {
            names = rules.values().stream()
                    .filter(rule -> rule.ipv4() != null || rule.ipv6() != null)
                    .map(Nat.Rule::interfaceName)
                    .sorted()
                    .toList();
        }
        List<OtherFirewalls.Finding> found = OtherFirewalls.findings(names);
        if (!found.equals(findings)) {
            found.forEach(finding -> LOG.warn(finding.sentence()));
        }
        findings = found;
    }

    /// What keeps packets from where they should go, as sentences.
    Stream<String> troubles() {
        return Stream.concat(Stream.ofNullable(trouble), findings.stream().map(OtherFirewalls.Finding::sentence));
    }

    /// The same for one interface.
    Stream<String> troubles(String interfaceName) {
        return Stream.concat(
                Stream.ofNullable(trouble),
                findings.stream()
                        .filter(finding -> finding.interfaceName().equals(interfaceName))
                        .map(OtherFirewalls.Finding::sentence));
    }

    synchronized void close() {
        nat.close();
        trouble = null;
        findings = List.of();
    }

    private static boolean hasFamily(Collection<Tunnel> tunnels, boolean ipv6) {
        return tunnels.stream()
                .flatMap(tunnel -> tunnel.config().addresses().stream())
                .anyMatch((IpPrefix address) -> address.isIpv6() == ipv6);
    }
}
