package dev.warren.engine.tunnel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.endtoend.Eventually;
import dev.warren.endtoend.Namespace;
import dev.warren.engine.Engine;
import dev.warren.engine.EngineConfig;
import dev.warren.engine.IpPrefix;
import dev.warren.engine.PeerConfig;
import dev.warren.engine.key.PrivateKey;
import dev.warren.engine.key.PublicKey;
import dev.warren.engine.noise.Protocol;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Hundreds of thousands of handshake initiations from a thousand addresses, as fast as 100,000 a second, half of them
/// with
/// a valid mac1; and a peer that wants to go on working meanwhile.
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HandshakeFloodIT {
    private static final int INITIATIONS = 200_000;
    private static final int PORT = 51_820;
    private static final int SOURCES = 500;

    /// What a flood may leave behind, with room for what the virtual machine does meanwhile.
    private static final long HEAP = 32 << 20;

    @Test
    void a_flood_of_initiations_leaves_an_existing_tunnel_working() throws Exception {
        Namespace victim = new Namespace("v");
        Namespace right = new Namespace("p");
        try {
            Namespace.connect(victim, "lan", "192.0.2.1/24", "fc01::1/64", right, "eth", "192.0.2.2/24", "fc01::2/64");
            victim.shell(
                    "for i in $(seq 0 %d); do printf 'addr add 2001:db8:f:%%x::1/128 dev lo nodad\\n' $i; done | ip -batch -"
                            .formatted(SOURCES));
            victim.inside(() -> {
                flood(victim, right);
                return null;
            });
        } finally {
            victim.close();
            right.close();
        }
    }

    private static void flood(Namespace victim, Namespace right) throws Exception {
        PrivateKey key = PrivateKey.generate();
        EngineConfig config = EngineConfig.named("wgf" + ProcessHandle.current().pid(), key)
                .withListenPort(PORT)
                .withAddresses(List.of(IpPrefix.parse("192.168.241.1/24")));
        try (Engine engine = Engine.start(config)) {
            End peer = connect(engine, key.publicKey(), right);
            long heap = heap();

            try (Flood flood = new Flood(key.publicKey(), PORT, SOURCES)) {
                flood.send(5_000);
                Process pings = right.start("ping", "-n", "-q", "-i", "0.01", "-c", "100", "-W", "5", "192.168.241.1");
                Process transfer = transfer(victim, right);
                flood.send(INITIATIONS);
                assertEquals(0, transfer.waitFor(), "a stream came through");
                assertEquals(0, pings.waitFor(), "pings came through");

                assertNothingIsKept(engine, flood);
                assertTrue(heap() - heap < HEAP, "memory grew by " + (heap() - heap));
            }
            peer.awaitPing("192.168.241.1");
            assertHandshakeSucceeds(engine, peer);
        }
    }

    private static End connect(Engine engine, PublicKey itself, Namespace right) {
        End peer = new End(Program.WIREGUARD_GO, right, "wg-peer").listen(PORT).address("192.168.241.2/32");
        right.run("ip", "addr", "add", "192.168.241.3/32", "dev", "lo");
        peer.up().peer(itself.base64(), "allowed-ips 192.168.241.1/32 endpoint 192.0.2.1:" + PORT);
        right.run("ip", "route", "add", "192.168.241.1", "dev", "wg-peer", "src", "192.168.241.2");
        engine.put(List.of(new PeerConfig(
                peer.key().publicKey(), null, null, 0, List.of(IpPrefix.parse("192.168.241.2/32")), false)));
        peer.awaitPing("192.168.241.1");
        return peer;
    }

    private static Process transfer(Namespace victim, Namespace right) {
        victim.start("iperf3", "-s", "-1", "-B", "192.168.241.1");
        Eventually.within(
                Duration.ofSeconds(10),
                "iperf3 listens",
                () -> victim.run("ss", "-Hltn", "sport", "=", ":5201").contains(":5201"));
        return right.start("iperf3", "-n", "4M", "-c", "192.168.241.1");
    }

    /// Everything that came is counted as dropped for a reason, so nothing can be waiting anywhere; and under load
    /// the
    /// answers are cookies, which are shorter than what they answer.
    private static void assertNothingIsKept(Engine engine, Flood flood) {
        Eventually.within(Duration.ofSeconds(10), "everything is worked off", () -> dropped(engine) >= flood.datagrams);
        Map<String, Long> counters = engine.snapshot().counters();
        assertEquals(0, counters.get("handshakes_answered") - 1, "beside the peer's own");
        assertTrue(counters.get("cookies_sent") > 0, "cookies: " + counters);
        assertTrue(counters.get("drop_mac1_invalid") > 0);
        assertEquals(Protocol.COOKIE_REPLY_LENGTH, flood.longestAnswer, "nothing but cookie replies");
        assertTrue(flood.answers <= counters.get("cookies_sent"));
        assertTrue(flood.answeredBytes < flood.bytes / 2, "it amplifies nothing");
    }

    private static long dropped(Engine engine) {
        Map<String, Long> counters = engine.snapshot().counters();
        return counters.get("drop_mac1_invalid")
                + counters.get("drop_cookie_required")
                + counters.get("drop_handshake_queue_full")
                + counters.get("drop_initiation_invalid")
                + counters.get("receive_queue_full");
    }

    private static void assertHandshakeSucceeds(Engine engine, End peer) {
        long before = engine.snapshot().counters().get("handshakes_completed");
        peer.key(PrivateKey.generate());
        engine.put(List.of(new PeerConfig(
                peer.key().publicKey(), null, null, 0, List.of(IpPrefix.parse("192.168.241.2/32")), false)));
        peer.awaitPing("192.168.241.1");
        assertTrue(engine.snapshot().counters().get("handshakes_completed") > before);
    }

    private static long heap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
