package dev.warren.engine.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.engine.device.PeerUpdate.AllowedIpUpdate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The trie beside a router too simple to be wrong.
class AllowedIpsRandomTest {
    private static final int PREFIXES = 100_000;
    private static final int PEERS = 100;

    private final Random random = new Random(42);
    private final AllowedIps<Integer> table = new AllowedIps<>();
    private final NaiveRouter naive = new NaiveRouter();

    /// Asks a map for every length, longest first.
    private static final class NaiveRouter {
        private final Map<Prefix, Integer> owners = new HashMap<>();

        Integer lookup(boolean ipv6, long high, long low) {
            for (int length = ipv6 ? 128 : 32; length >= 0; length--) {
                Integer owner = owners.get(new Prefix(ipv6, high, low, length));
                if (owner != null) {
                    return owner;
                }
            }
            return null;
        }
    }

    @Test
    void a_hundred_thousand_networks_are_routed_as_by_a_naive_router() {
        List<Prefix> prefixes = fill();
        compare(prefixes, 20_000);
        for (int peer = 0; peer < PEERS; peer += 25) {
            int gone = peer;
            table.removeAll(gone);
            naive.owners.values().removeIf(owner -> owner == gone);
            compare(prefixes, 5000);
        }
        for (int i = 0; i < PREFIXES; i += 2) {
            Prefix prefix = prefixes.get(i);
            Integer owner = naive.owners.remove(prefix);
            if (owner != null) {
                table.remove(prefix, owner);
            }
        }
        compare(prefixes, 10_000);
        for (int peer = 0; peer < PEERS; peer++) {
            table.removeAll(peer);
        }
        assertTrue(table.isEmpty());
    }

    @Test
    void what_each_peer_has_is_what_is_routed_to_it() {
        fill();
        int listed = 0;
        for (int peer = 0; peer < PEERS; peer++) {
            for (Prefix prefix : table.of(peer)) {
                assertEquals(peer, naive.owners.get(prefix));
                listed++;
            }
        }
        assertEquals(naive.owners.size(), listed);
    }

    private List<Prefix> fill() {
        List<Prefix> prefixes = new ArrayList<>();
        Map<Integer, List<AllowedIpUpdate>> updates = new HashMap<>();
        for (int i = 0; i < PREFIXES; i++) {
            prefixes.add(prefix(prefixes));
        }
        for (int i = 0; i < PREFIXES; i++) {
            updates.computeIfAbsent(random.nextInt(PEERS), peer -> new ArrayList<>())
                    .add(new AllowedIpUpdate(prefixes.get(i), false));
        }
        updates.forEach((peer, theirs) -> {
            table.change(peer, theirs);
            theirs.forEach(update -> naive.owners.put(update.prefix(), peer));
        });
        return prefixes;
    }

    /// Half of them lie within, around or beside another one, where the branches are.
    private Prefix prefix(List<Prefix> others) {
        if (!others.isEmpty() && random.nextBoolean()) {
            Prefix other = others.get(random.nextInt(others.size()));
            int bits = other.ipv6() ? 128 : 32;
            int length = Math.clamp(other.length() + random.nextInt(-3, 9), 0, bits);
            int flipped = random.nextInt(bits);
            return new Prefix(
                    other.ipv6(),
                    other.high() ^ (flipped < 64 ? Long.MIN_VALUE >>> flipped : 0),
                    other.low() ^ (flipped >= 64 ? Long.MIN_VALUE >>> flipped : 0),
                    length);
        }
        boolean ipv6 = random.nextBoolean();
        return ipv6
                ? new Prefix(true, random.nextLong(), random.nextLong(), random.nextInt(129))
                : new Prefix(false, (long) random.nextInt() << 32, 0, random.nextInt(1, 33));
    }

    private void compare(List<Prefix> prefixes, int lookups) {
        for (int i = 0; i < lookups; i++) {
            Prefix near = prefixes.get(random.nextInt(prefixes.size()));
            int noise = random.nextInt(4);
            long high = near.high() ^ (noise == 0 ? 0 : random.nextLong() >>> random.nextInt(64));
            long low = near.low() ^ (noise < 2 ? 0 : random.nextLong() >>> random.nextInt(64));
            high = near.ipv6() ? high : high & 0xffff_ffffL << 32;
            low = near.ipv6() ? low : 0;
            assertSame(naive.lookup(near.ipv6(), high, low), table.lookup(near.ipv6(), high, low));
        }
    }
}
