package dev.warren.engine;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.engine.conn.Endpoint;
import dev.warren.engine.device.Device;
import dev.warren.engine.device.DeviceUpdate;
import dev.warren.engine.device.MemoryDevice;
import dev.warren.engine.device.PeerUpdate;
import dev.warren.engine.key.PrivateKey;
import dev.warren.engine.key.PublicKey;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Names that are resolved while the device runs.
class EndpointNamesTest {
    private static final PublicKey KEY = PrivateKey.generate().publicKey();
    private static final InetSocketAddress NAME = InetSocketAddress.createUnresolved("vpn.example.com", 51820);

    private final Device device = MemoryDevice.create("test0");
    private final EngineEvents events = new EngineEvents("test0");
    private final BlockingQueue<EngineEvent> heard = new LinkedBlockingQueue<>();
    private final Map<String, List<InetAddress>> zone = new ConcurrentHashMap<>();
    private final CountDownLatch slow = new CountDownLatch(1);
    private final CountDownLatch asked = new CountDownLatch(1);
    private final EndpointNames names = new EndpointNames("test0", device, events, this::resolve);

    private List<InetAddress> resolve(String host) throws UnknownHostException {
        asked.countDown();
        if (host.equals("slow.example.com")) {
            try {
                slow.await();
            } catch (InterruptedException e) {
                // The engine is being closed; the answer comes all the same.
            }
        }
        List<InetAddress> addresses = zone.get(host);
        if (addresses == null) {
            throw new UnknownHostException(host + ": no such name");
        }
        return addresses;
    }

    @BeforeEach
    void addPeer() {
        device.apply(new DeviceUpdate().peer(new PeerUpdate(KEY)), 0);
        events.listen(heard::add, Map::of);
    }

    @AfterEach
    void close() {
        slow.countDown();
        names.close();
        events.close();
        device.close();
    }

    private EngineEvent next() throws InterruptedException {
        return heard.poll(20, SECONDS);
    }

    private InetSocketAddress endpoint() {
        return device.inspection().reach(KEY).endpoint();
    }

    private static InetSocketAddress at(String address) {
        return new InetSocketAddress(InetAddress.ofLiteral(address), 51820);
    }

    @Test
    void a_name_becomes_the_endpoint() throws Exception {
        zone.put("vpn.example.com", List.of(InetAddress.ofLiteral("127.0.0.9")));
        names.put(KEY, NAME);
        EngineEvent.EndpointResolved event = assertInstanceOf(EngineEvent.EndpointResolved.class, next());
        assertEquals("vpn.example.com", event.host());
        assertEquals(at("127.0.0.9"), event.endpoint());
        assertEquals(at("127.0.0.9"), endpoint());
        assertEquals(Map.of(), names.unresolved());
        assertEquals(1, names.lookups());
    }

    @Test
    void what_this_machine_has_no_route_to_is_taken_last() {
        InetAddress ipv6 = InetAddress.ofLiteral("2001:db8::1");
        InetAddress ipv4 = InetAddress.ofLiteral("192.0.2.1");
        InetAddress other = InetAddress.ofLiteral("192.0.2.2");
        assertEquals(
                List.of(ipv4, other, ipv6),
                EndpointNames.ordered(List.of(ipv6, ipv4, other, ipv4), address -> address != ipv6));
        assertEquals(List.of(ipv6, ipv4), EndpointNames.ordered(List.of(ipv6, ipv4), address -> true));
    }

    @Test
    void this_machine_has_a_route_to_itself() {
        assertTrue(EndpointNames.hasRoute(InetAddress.ofLiteral("127.0.0.1")));
    }

    @Test
    void a_name_that_leads_nowhere_is_told_once_and_tried_until_it_does() throws Exception {
        names.put(KEY, NAME);
        EngineEvent.EndpointUnresolved event = assertInstanceOf(EngineEvent.EndpointUnresolved.class, next());
        assertEquals("vpn.example.com: no such name", event.reason());
        assertEquals(
                Map.of(KEY, "The endpoint's name vpn.example.com can't be resolved: vpn.example.com: no such name"),
                names.unresolved());
        zone.put("vpn.example.com", List.of(InetAddress.ofLiteral("127.0.0.9")));
        assertInstanceOf(EngineEvent.EndpointResolved.class, next());
        assertEquals(at("127.0.0.9"), endpoint());
        assertEquals(Map.of(), names.unresolved());
        assertTrue(names.failures() >= 1);
    }

    @Test
    void a_slow_name_server_holds_up_neither_the_device_nor_other_names() throws Exception {
        PublicKey other = PrivateKey.generate().publicKey();
        device.apply(new DeviceUpdate().peer(new PeerUpdate(other)), 0);
        zone.put("vpn.example.com", List.of(InetAddress.ofLiteral("127.0.0.9")));
        names.put(other, InetSocketAddress.createUnresolved("slow.example.com", 1));
        assertTrue(asked.await(10, SECONDS));
        names.put(KEY, NAME);
        assertInstanceOf(EngineEvent.EndpointResolved.class, next());
        assertEquals(at("127.0.0.9"), endpoint());
        assertNull(device.inspection().reach(other).endpoint());
    }

    @Test
    void an_answer_that_comes_after_the_name_was_taken_away_is_not_carried_out() throws Exception {
        zone.put("slow.example.com", List.of(InetAddress.ofLiteral("127.0.0.8")));
        zone.put("vpn.example.com", List.of(InetAddress.ofLiteral("127.0.0.9")));
        names.put(KEY, InetSocketAddress.createUnresolved("slow.example.com", 51820));
        assertTrue(asked.await(10, SECONDS));
        Endpoint told = Endpoint.of(at("192.0.2.7"));
        names.remove(KEY);
        device.apply(new DeviceUpdate().peer(new PeerUpdate(KEY).endpoint(told)), 0);
        slow.countDown();
        // A name that is asked for later is answered later.
        PublicKey other = PrivateKey.generate().publicKey();
        device.apply(new DeviceUpdate().peer(new PeerUpdate(other)), 0);
        names.put(other, NAME);
        assertEquals(
                other,
                assertInstanceOf(EngineEvent.EndpointResolved.class, next()).publicKey());
        assertEquals(at("192.0.2.7"), endpoint());
    }

    @Test
    void another_name_takes_the_place_of_the_one_before() throws Exception {
        zone.put("vpn.example.com", List.of(InetAddress.ofLiteral("127.0.0.9")));
        zone.put("new.example.com", List.of(InetAddress.ofLiteral("127.0.0.10")));
        names.put(KEY, NAME);
        assertInstanceOf(EngineEvent.EndpointResolved.class, next());
        names.put(KEY, InetSocketAddress.createUnresolved("new.example.com", 51820));
        assertInstanceOf(EngineEvent.EndpointResolved.class, next());
        assertEquals(at("127.0.0.10"), endpoint());
    }
}
