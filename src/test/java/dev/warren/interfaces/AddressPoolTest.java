package dev.warren.interfaces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.engine.IpPrefix;
import dev.warren.engine.key.PrivateKey;
import dev.warren.web.Rejection;
import io.quarkus.hibernate.orm.panache.Panache;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AddressPoolTest {

    private final TestInterfaces interfaces;

    AddressPoolTest(TestInterfaces interfaces) {
        this.interfaces = interfaces;
    }

    @Test
    void the_first_peer_gets_the_address_after_the_server() {
        WgInterface wg = interfaces.create();

        assertEquals(host(wg, 2), next(wg));
    }

    @Test
    void the_lowest_free_address_comes_next_whatever_was_taken_and_given_back() {
        WgInterface wg = interfaces.create(27);
        TreeSet<Integer> free = new TreeSet<>();
        for (int host = 2; host <= 30; host++) {
            free.add(host);
        }
        var random = new Random(42);
        List<Integer> taken = new ArrayList<>();
        for (int step = 0; step < 400; step++) {
            if (!taken.isEmpty() && (free.isEmpty() || random.nextInt(5) < 2)) {
                int host = taken.remove(random.nextInt(taken.size()));
                release(host(wg, host));
                free.add(host);
            } else {
                boolean byHand = random.nextInt(4) == 0;
                int host = byHand ? new ArrayList<>(free).get(random.nextInt(free.size())) : free.first();
                if (!byHand) {
                    assertEquals(host(wg, host), next(wg), "step " + step);
                }
                insert(wg, host(wg, host));
                free.remove(host);
                taken.add(host);
            }
        }
        assertTrue(ranges(wg) <= free.size(), "free ranges can't be more than free addresses");
    }

    @Test
    void a_full_pool_says_so_and_names_the_range() {
        WgInterface wg = interfaces.create(30);
        insert(wg, host(wg, 2));

        Rejection refusal = assertThrows(Rejection.class, () -> next(wg));

        assertTrue(refusal.sentence().contains(IpText.of(wg.ipv4().network())), refusal.sentence());
    }

    @Test
    void a_range_that_moves_has_a_pool_of_its_own_at_once() {
        WgInterface wg = interfaces.create();
        QuarkusTransaction.requiringNew()
                .run(() -> Panache.getEntityManager()
                        .createNativeQuery("update wg_interface set ipv4 = cast('10.99.0.5/24' as inet) where id = :id")
                        .setParameter("id", wg.id())
                        .executeUpdate());

        assertEquals(IpPrefix.parseAddress("10.99.0.1"), next(wg));
    }

    @Test
    void an_interface_that_goes_takes_its_pool_with_it() {
        WgInterface wg = interfaces.create();
        insert(wg, host(wg, 2));

        QuarkusTransaction.requiringNew().run(() -> WgInterface.deleteById(wg.id()));

        assertEquals(0, ranges(wg));
    }

    private static InetAddress next(WgInterface wg) {
        return QuarkusTransaction.requiringNew().call(() -> {
            WgInterface stored = WgInterface.findById(wg.id());
            return AddressPool.allot(stored, 1, 0, 0).ipv4().getFirst();
        });
    }

    private static InetAddress host(WgInterface wg, int host) {
        byte[] bytes = wg.ipv4().network().address().getAddress();
        bytes[3] += (byte) host;
        return InterfaceForm.address(bytes);
    }

    private static void insert(WgInterface wg, InetAddress address) {
        QuarkusTransaction.requiringNew()
                .run(() -> Panache.getEntityManager()
                        .createNativeQuery("""
                        insert into peer (id, interface_id, name, public_key, ipv4, created_at, updated_at, version)
                        values (:id, :wg, :name, :key, cast(:ipv4 as inet), now(), now(), 0)
                        """)
                        .setParameter("id", UUID.randomUUID())
                        .setParameter("wg", wg.id())
                        .setParameter("name", UUID.randomUUID().toString())
                        .setParameter("key", newKey())
                        .setParameter("ipv4", IpText.of(address))
                        .executeUpdate());
    }

    private static String newKey() {
        PrivateKey key = PrivateKey.generate();
        try {
            return key.publicKey().base64();
        } finally {
            key.destroy();
        }
    }

    private static void release(InetAddress address) {
        QuarkusTransaction.requiringNew()
                .run(() -> Panache.getEntityManager()
                        .createNativeQuery("delete from peer where ipv4 = cast(:ipv4 as inet)")
                        .setParameter("ipv4", IpText.of(address))
                        .executeUpdate());
    }

    private static long ranges(WgInterface wg) {
        return QuarkusTransaction.requiringNew()
                .call(() -> Panache.getSession()
                        .createNativeQuery(
                                "select count(*) from free_range where interface_id = :id and family(first_address) = 4",
                                Long.class)
                        .setParameter("id", wg.id())
                        .getSingleResult());
    }
}
