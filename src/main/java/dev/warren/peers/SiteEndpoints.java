package dev.warren.peers;

import dev.warren.engine.IpPrefix;
import dev.warren.interfaces.PublicEndpoint;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Where the server reaches peers whose endpoint somebody has given: addresses as they are, and host names by what they
/// were resolved to last.
///
/// A name is looked up when it is new, and again while its peer has no young handshake: the site may have got another
/// address. Looking up never holds anybody else up.
@ApplicationScoped
class SiteEndpoints {

    private static final Logger LOG = Logger.getLogger(SiteEndpoints.class);
    private static final long PAUSE = Duration.ofSeconds(30).toNanos();

    private final Map<UUID, Site> sites = new ConcurrentHashMap<>();

    /// @param address what the name was resolved to; null if nothing yet
    /// @param askAgainAt by `System.nanoTime`
    private record Site(PublicEndpoint endpoint, @Nullable InetSocketAddress address, long askAgainAt) {}

    /// Notes what is to be looked up for `member` from now on.
    void know(Member member) {
        PublicEndpoint endpoint = member.peerEndpoint();
        if (endpoint == null || member.responder() || literal(endpoint).isPresent()) {
            sites.remove(member.id());
        } else {
            sites.compute(
                    member.id(),
                    (id, site) -> site != null && site.endpoint().equals(endpoint)
                            ? site
                            : new Site(endpoint, null, System.nanoTime()));
        }
    }

    void forget(UUID peerId) {
        sites.remove(peerId);
    }

    /// Where `member` is by its settings; null if they don't say, or its name is not resolved yet.
    @Nullable InetSocketAddress address(Member member) {
        PublicEndpoint endpoint = member.peerEndpoint();
        if (endpoint == null || member.responder()) {
            return null;
        }
        Site site = sites.get(member.id());
        return literal(endpoint).orElseGet(() -> site == null ? null : site.address());
    }

    /// Looks up again the names of those of whom `isStale` says so, and tells `moved` who has got another address.
    void refresh(Predicate<UUID> isStale, Consumer<UUID> moved) {
        long now = System.nanoTime();
        List<UUID> asked = new ArrayList<>();
        sites.forEach((id, site) -> {
            if (now - site.askAgainAt() >= 0 && isStale.test(id)) {
                asked.add(id);
            }
        });
        for (UUID id : asked) {
            Site site = sites.computeIfPresent(
                    id, (key, old) -> new Site(old.endpoint(), old.address(), now + PAUSE));
            if (site != null) {
                Thread.ofVirtual().name("warren-site").start(() -> lookUp(id, site, moved));
            }
        }
    }

    private void lookUp(UUID id, Site asked, Consumer<UUID> moved) {
        try {
            var found = socket(InetAddress.getByName(asked.endpoint().host()), asked.endpoint());
            Site now = sites.computeIfPresent(
                    id,
                    (key, site) -> site.endpoint().equals(asked.endpoint())
                            ? new Site(site.endpoint(), found, site.askAgainAt())
                            : site);
            if (now != null && found.equals(now.address()) && !found.equals(asked.address())) {
                moved.accept(id);
            }
        } catch (UnknownHostException e) {
            LOG.debugf("The endpoint %s is not resolved", asked.endpoint());
        }
    }

    private static Optional<InetSocketAddress> literal(PublicEndpoint endpoint) {
        try {
            return Optional.of(socket(IpPrefix.parseAddress(endpoint.host()), endpoint));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static InetSocketAddress socket(InetAddress address, PublicEndpoint endpoint) {
        Integer port = endpoint.port();
        return new InetSocketAddress(address, port == null ? 0 : port);
    }
}
