package dev.warren.engine.noise;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.LinkedHashMap;

/// How many handshake messages a source may have answered: 20 a second, 5 at once. An IPv6 source is its /64 network,
/// since
/// whoever has one address of it has all.
///
/// A bucket that is full again is the same as none, so it can be dropped without loss; that takes a quarter of a
/// second.
/// If there is no room and no full bucket, a new source is refused: a flood from everywhere shuts newcomers out, but
/// never grows.
public final class RateLimiter {
    private static final long COST = 1_000_000_000L / Protocol.HANDSHAKES_PER_SECOND;
    private static final long FULL = COST * Protocol.HANDSHAKES_BURST;
    private static final int DEFAULT_MAX_SOURCES = 1 << 14;

    private final int maxSources;
    /// The source used least recently first.
    private final LinkedHashMap<Source, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true);

    private record Source(long network, boolean v6) {}

    private static final class Bucket {
        long tokens = FULL;
        long at;

        Bucket(long at) {
            this.at = at;
        }
    }

    public RateLimiter() {
        this(DEFAULT_MAX_SOURCES);
    }

    public RateLimiter(int maxSources) {
        this.maxSources = maxSources;
    }

    /// True if a message from this address may be answered now.
    ///
    /// @param address 4 or 16 bytes
    public boolean allow(byte[] address, long now) {
        dropFullBuckets(now);
        Source source = source(address);
        Bucket bucket = buckets.get(source);
        if (bucket == null) {
            if (buckets.size() >= maxSources) {
                return false;
            }
            bucket = new Bucket(now);
            buckets.put(source, bucket);
        }
        bucket.tokens = Math.min(FULL, bucket.tokens + (now - bucket.at));
        bucket.at = now;
        if (bucket.tokens < COST) {
            return false;
        }
        bucket.tokens -= COST;
        return true;
    }

    int sources() {
        return buckets.size();
    }

    /// Each call adds one bucket at most and drops up to two.
    private void dropFullBuckets(long now) {
        Iterator<Bucket> eldest = buckets.values().iterator();
        for (int i = 0; i < 2 && eldest.hasNext(); i++) {
            if (now - eldest.next().at < FULL) {
                return;
            }
            eldest.remove();
        }
    }

    private static Source source(byte[] address) {
        ByteBuffer bytes = ByteBuffer.wrap(address);
        return address.length == 4 ? new Source(bytes.getInt(), false) : new Source(bytes.getLong(), true);
    }
}
