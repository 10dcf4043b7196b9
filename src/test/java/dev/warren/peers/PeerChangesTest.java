package dev.warren.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.engine.key.PrivateKey;
import dev.warren.engine.key.PublicKey;
import dev.warren.interfaces.IpText;
import dev.warren.interfaces.TestEngines;
import dev.warren.interfaces.TestInterfaces;
import dev.warren.interfaces.WgInterface;
import dev.warren.web.Rejection;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class PeerChangesTest {

    @Inject
    TestInterfaces interfaces;

    @Inject
    PeerChanges changes;

    @Inject
    Roster roster;

    @Inject
    TestEngines engines;

    private WgInterface wg;

    @BeforeEach
    void anInterface() {
        wg = interfaces.create();
    }

    @Test
    void a_name_is_all_that_a_peer_needs() {
        Member anna = create("phone-anna");

        assertEquals(host(2), anna.ipv4());
        assertTrue(anna.ipv6().endsWith("::2"), anna.ipv6());
        assertEquals(44, anna.publicKey().length());
        assertEquals(anna.publicKey(), roster.find(anna.id()).orElseThrow().publicKey());
        assertEquals(7, anna.id().version());
    }

    @Test
    void an_address_of_a_disabled_peer_stays_taken_and_one_of_a_deleted_peer_is_free() {
        Member anna = create("anna");
        changes.disable(anna.id());
        assertEquals(host(3), create("berta").ipv4());

        changes.delete(anna.id());
        assertEquals(host(2), create("carla").ipv4());
        assertTrue(roster.find(anna.id()).isEmpty());
    }

    @Test
    void sixteen_at_once_get_two_hundred_different_addresses_and_no_error() throws Exception {
        List<Callable<Member>> creations = IntStream.range(0, 200)
                .<Callable<Member>>mapToObj(i -> () -> create("peer " + i))
                .toList();
        Set<String> ipv4 = new HashSet<>();
        Set<String> ipv6 = new HashSet<>();
        try (var threads = Executors.newFixedThreadPool(16)) {
            for (Future<Member> created : threads.invokeAll(creations)) {
                ipv4.add(created.get().ipv4());
                ipv6.add(created.get().ipv6());
            }
        }

        assertEquals(200, ipv4.size());
        assertEquals(200, ipv6.size());
    }

    @Test
    void engines_that_are_made_anew_while_peers_come_and_go_have_those_of_the_database() throws Exception {
        List<Callable<Member>> changed = IntStream.range(0, 120)
                .<Callable<Member>>mapToObj(i -> () -> comeAndPerhapsGo(i))
                .toList();
        Set<PublicKey> expected = new HashSet<>();
        try (var threads = Executors.newFixedThreadPool(9)) {
            var goesOn = new AtomicBoolean(true);
            Future<Integer> rebuilt = threads.submit(() -> {
                int count = 0;
                while (goesOn.get()) {
                    engines.rebuild();
                    count++;
                }
                return count;
            });
            for (Future<Member> member : threads.invokeAll(changed)) {
                if (roster.find(member.get().id()).isPresent()) {
                    expected.add(member.get().key());
                }
            }
            goesOn.set(false);
            assertTrue(rebuilt.get() > 0);
        }

        assertEquals(80, expected.size());
        assertEquals(expected, engines.peers(wg));
    }

    private Member comeAndPerhapsGo(int number) {
        Member member = create("peer " + number);
        if (number % 3 == 0) {
            changes.delete(member.id());
        }
        return member;
    }

    @Test
    void of_two_who_want_one_address_by_hand_one_is_refused_by_the_field() throws Exception {
        List<Callable<String>> creations = new ArrayList<>();
        for (String name : List.of("one", "two")) {
            creations.add(() -> {
                try {
                    return changes.create(wg.id(), form(Map.of("name", name, "ipv4", host(77))))
                            .ipv4();
                } catch (Rejection e) {
                    return e.errors().of("ipv4");
                }
            });
        }
        List<String> answers = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(2)) {
            for (Future<String> answer : threads.invokeAll(creations)) {
                answers.add(answer.get());
            }
        }

        assertTrue(answers.contains(host(77)), answers::toString);
        assertTrue(answers.contains(host(77) + " belongs to another peer."), answers::toString);
    }

    @Test
    void a_name_is_unique_whatever_its_case() {
        create("Phone");

        assertEquals(Set.of("name"), refusedFields(Map.of("name", "pHONE")));
    }

    @Test
    void a_name_may_be_used_again_on_another_interface() {
        create("phone");

        assertNotNull(changes.create(interfaces.create().id(), PeerForm.named("phone")));
    }

    @Test
    void a_public_key_is_unique_and_not_the_interfaces_own() {
        String key = PrivateKey.generate().publicKey().base64();
        changes.create(wg.id(), form(Map.of("name", "one", "publicKey", key)));

        assertEquals(Set.of("publicKey"), refusedFields(Map.of("name", "two", "publicKey", key)));
        assertEquals(Set.of("publicKey"), refusedFields(Map.of("name", "two", "publicKey", wg.publicKey())));
        assertEquals(Set.of("publicKey"), refusedFields(Map.of("name", "two", "publicKey", "A".repeat(43) + "=")));
    }

    /// What wg-easy accepted of all this, and more.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name|''",
                "name|'   '",
                "expiresAt|not a date",
                "expiresAt|2020-01-01T00:00:00Z",
                "zone|Europe/Atlantis",
                "dns|not a dns server!",
                "allowedIps|hello",
                "endpoint|not a host",
                "mtu|70000",
                "mtu|1279",
                "keepalive|often",
                "ipv4|fd00::2",
                "ipv6|10.8.0.2",
                "ipv4|192.0.2.1",
                "ipv4|hello",
                "networks|hello",
                "publicKey|hello"
            })
    void a_bad_value_is_refused_with_its_field_and_stored_never(String field, String value) {
        long before = count();

        Map<String, String> wish = new HashMap<>(Map.of("name", "bad"));
        wish.put(field, value);
        Set<String> fields = refusedFields(wish);

        assertEquals(Set.of(field), fields);
        assertEquals(before, count());
    }

    @Test
    void a_name_of_five_thousand_characters_or_with_a_line_break_is_refused() {
        assertEquals(Set.of("name"), refusedFields(Map.of("name", "x".repeat(5_000))));
        assertEquals(Set.of("name"), refusedFields(Map.of("name", "two\nlines")));
        assertNotNull(create("x".repeat(64)));
    }

    @Test
    void the_servers_the_network_and_the_broadcast_address_are_nobodys() {
        for (int host : new int[] {0, 1, 255}) {
            assertEquals(Set.of("ipv4"), refusedFields(Map.of("name", "bad", "ipv4", host(host))), "host " + host);
        }
    }

    @Test
    void a_full_pool_refuses_and_names_the_range() {
        wg = interfaces.create(30);
        create("only one");

        Rejection refusal = assertThrows(Rejection.class, () -> create("one too many"));
        assertTrue(refusal.errors().has("ipv4"), refusal.sentence());
    }

    @Test
    void a_network_behind_two_peers_is_refused_with_the_name_of_the_other() {
        changes.create(wg.id(), form(Map.of("name", "site-berlin", "networks", "172.20.0.0/16")));

        Rejection refusal = assertThrows(
                Rejection.class,
                () -> changes.create(wg.id(), form(Map.of("name", "site-bonn", "networks", "172.20.5.0/24"))));
        assertTrue(refusal.sentence().contains("site-berlin"), refusal.sentence());
        assertEquals(Set.of("networks"), refusedFields(Map.of("name", "bad", "networks", "0.0.0.0/0")));
    }

    @Test
    void a_network_in_the_range_of_any_interface_is_refused_with_its_name() {
        WgInterface other = interfaces.create();
        String half = IpText.of(other.ipv4().address()).replaceFirst("\\d+$", "128/25");
        for (String network : List.of(half, IpText.of(other.ipv6().network()))) {
            Rejection refusal = assertThrows(
                    Rejection.class, () -> changes.create(wg.id(), form(Map.of("name", "site", "networks", network))));
            assertTrue(refusal.sentence().contains("range of " + other.name()), refusal.sentence());
        }
    }

    @Test
    void one_refused_peer_hinders_no_change_of_another() {
        Member anna = create("anna");
        refusedFields(Map.of("name", "ANNA"));

        assertFalse(changes.disable(anna.id()).enabled());
        assertTrue(changes.enable(anna.id()).enabled());
    }

    @Test
    void a_change_that_names_no_address_keeps_it_and_what_is_empty_is_inherited() {
        Member anna = changes.create(wg.id(), form(Map.of("name", "anna", "dns", "1.1.1.1", "mtu", "1300")));

        Member changed = changes.change(
                anna.id(), form(Map.of("name", "anna B.", "ipv4", "", "publicKey", "", "dns", "", "mtu", "")));

        assertEquals("anna B.", changed.name());
        assertEquals(anna.ipv4(), changed.ipv4());
        assertEquals(anna.publicKey(), changed.publicKey());
        assertEquals(null, changed.dns());
        assertEquals(null, changed.mtu());
        assertNotEquals(anna.version(), changed.version());
    }

    @Test
    void an_unknown_peer_can_neither_be_changed_nor_deleted() {
        UUID nobody = UUID.randomUUID();
        for (Runnable change : List.<Runnable>of(
                () -> changes.enable(nobody),
                () -> changes.disable(nobody),
                () -> changes.delete(nobody),
                () -> changes.change(nobody, PeerForm.named("x")))) {
            assertEquals(404, assertThrows(Rejection.class, change::run).status());
        }
    }

    @Test
    void an_expired_peer_is_not_enabled() {
        Member anna = create("anna");
        QuarkusTransaction.requiringNew()
                .run(() -> Peer.update(
                        "access.expiresAt = ?1 where id = ?2", Instant.now().minusSeconds(60), anna.id()));

        assertEquals(
                422,
                assertThrows(Rejection.class, () -> changes.enable(anna.id())).status());
    }

    private Member create(String name) {
        return changes.create(wg.id(), PeerForm.named(name));
    }

    private Set<String> refusedFields(Map<String, String> fields) {
        Rejection refusal = assertThrows(Rejection.class, () -> changes.create(wg.id(), form(fields)));
        return refusal.errors().all().keySet();
    }

    private long count() {
        return QuarkusTransaction.requiringNew().call(() -> Peer.count("wg.id", wg.id()));
    }

    private String host(int host) {
        String network = IpText.of(wg.ipv4().network().address());
        return network.substring(0, network.lastIndexOf('.') + 1) + host;
    }

    static PeerForm form(Map<String, String> fields) {
        PeerForm form = PeerForm.empty().with(PeerField.ZONE, "UTC");
        for (var field : fields.entrySet()) {
            form = form.with(PeerField.of(field.getKey()).orElseThrow(), field.getValue());
        }
        return form;
    }
}
