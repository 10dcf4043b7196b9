package dev.warren.engine;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One endpoint that is told by a host name: when the resolver has to be asked for it, and which of its answers is
/// taken. Knows no clock, no network and no thread.
final class NamedEndpoint {
    /// A peer whose handshake is older can't be reached where it was: a session in use has a new one every 120
    /// seconds, and whatever goes wrong with that shows within 15.
    static final long STALE = TimeUnit.SECONDS.toNanos(135);

    /// Between two questions while no handshake comes about, growing to the second one. As long as two attempts
    /// of a handshake at least, so that each answer has its chance.
    static final long FIRST_INTERVAL = TimeUnit.SECONDS.toNanos(10);

    static final long INTERVAL = TimeUnit.SECONDS.toNanos(30);

    /// Between two questions that the resolver can't answer, doubling to the second one.
    static final long FIRST_BACKOFF = TimeUnit.SECONDS.toNanos(1);

    static final long MAX_BACKOFF = TimeUnit.SECONDS.toNanos(60);

    private final String host;
    private final int port;
    private boolean answered;
    private int vain;
    private int failures;

    NamedEndpoint(InetSocketAddress unresolved) {
        this.host = unresolved.getHostString();
        this.port = unresolved.getPort();
    }

    String host() {
        return host;
    }

    /// How long it needn't be asked for yet; 0 if it has to be now.
    ///
    /// @param latestHandshake when the last one was completed, or [Long#MIN_VALUE]
    long rest(long latestHandshake, long now) {
        if (!answered || latestHandshake == Long.MIN_VALUE || now - latestHandshake >= STALE) {
            return 0;
        }
        vain = 0;
        return latestHandshake + STALE - now;
    }

    /// Chooses among the resolver's answers. The endpoint in use is kept as long as it is among them, unless it
    /// was tried in vain: then it is the next one's turn, so that a peer with a dead IPv6 address is found under
    /// its IPv4 one.
    ///
    /// @param addresses not empty; those that can be reached first
    /// @return null to keep the one in use
    @Nullable InetSocketAddress choose(List<InetAddress> addresses, @Nullable InetSocketAddress current, boolean triedInVain) {
        int known = current == null || current.getPort() != port ? -1 : addresses.indexOf(current.getAddress());
        if (known < 0) {
            return new InetSocketAddress(addresses.getFirst(), port);
        }
        if (!triedInVain || addresses.size() == 1) {
            return null;
        }
        return new InetSocketAddress(addresses.get((known + 1) % addresses.size()), port);
    }

    /// After an answer.
    ///
    /// @return when to look again
    long answered() {
        answered = true;
        failures = 0;
        vain++;
        return Math.min(vain * FIRST_INTERVAL, INTERVAL);
    }

    /// After a question that couldn't be answered.
    ///
    /// @return when to ask again
    long failed() {
        long backoff = Math.min(FIRST_BACKOFF << Math.min(failures, 30), MAX_BACKOFF);
        failures++;
        return backoff;
    }

    /// Whether the last question had no answer.
    boolean isFailing() {
        return failures > 0;
    }
}
