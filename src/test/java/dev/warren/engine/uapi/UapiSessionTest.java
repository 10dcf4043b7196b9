package dev.warren.engine.uapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.engine.device.Device;
import dev.warren.engine.device.MemoryDevice;
import dev.warren.engine.key.PrivateKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every key of the `wg`(8) protocol, as somebody types it into the socket.
class UapiSessionTest {
    private static final String NO_KEY = "0".repeat(64);
    private static final String KEY = "e84b5a6d2717c1003a13b431570353dbaca9146cf150c5f8575680feba52027a";
    private static final String PEER = "b85996fecc9c7f1fc6d2572a76eda11d59bcd20be8e543b15ce4bd85a8e75a33";
    private static final String OTHER = "58402e695ba1772b1cc9309755f043251ea77fdcf10fbe63989ceb7e19321376";
    private static final String PRESHARED = "188515093e952f5f22e865cef3012e72f8b5f0b598ac0309d5dacce3b70fcf52";
    private static final String OK = "errno=0\n\n";
    private static final String INVALID = "errno=-22\n\n";
    private static final String PROTOCOL = "errno=-71\n\n";

    private final Device device = MemoryDevice.create("wg0");

    @AfterEach
    void close() {
        device.close();
    }

    @Test
    void a_fresh_device_has_nothing_to_tell() {
        assertEquals(OK, say("get=1\n\n"));
    }

    @Test
    void everything_that_is_set_can_be_got() {
        assertEquals(
                OK,
                set(
                        "private_key=" + KEY,
                        "listen_port=12912",
                        "fwmark=4294967295",
                        "replace_peers=true",
                        "public_key=" + PEER,
                        "preshared_key=" + PRESHARED,
                        "endpoint=[abcd:23::33%2]:51820",
                        "persistent_keepalive_interval=111",
                        "protocol_version=1",
                        "replace_allowed_ips=true",
                        "allowed_ip=192.168.4.4/32",
                        "allowed_ip=10.1.2.3/8",
                        "allowed_ip=fd00::1/64"));
        String own = PrivateKey.parseHex(KEY).hex();
        assertEquals("""
                private_key=%s
                listen_port=12912
                fwmark=4294967295
                public_key=%s
                preshared_key=%s
                protocol_version=1
                endpoint=[abcd:23:0:0:0:0:0:33]:51820
                last_handshake_time_sec=0
                last_handshake_time_nsec=0
                tx_bytes=0
                rx_bytes=0
                persistent_keepalive_interval=111
                allowed_ip=192.168.4.4/32
                allowed_ip=10.0.0.0/8
                allowed_ip=fd00:0:0:0:0:0:0:0/64
                errno=0

                """.formatted(own, PEER, PRESHARED), say("get=1\n\n"));
    }

    @Test
    void a_link_local_endpoint_keeps_its_zone() {
        set("public_key=" + PEER, "endpoint=[fe80::1%1]:51820");
        String endpoint = value("endpoint");
        assertTrue(endpoint.startsWith("[fe80:0:0:0:0:0:0:1%") && endpoint.endsWith("]:51820"), endpoint);
    }

    @Test
    void a_mapped_ipv4_endpoint_is_an_ipv4_endpoint() {
        set("public_key=" + PEER, "endpoint=[::ffff:192.0.2.7]:51820");
        assertEquals("192.0.2.7:51820", value("endpoint"));
    }

    @Test
    void a_peer_without_a_preshared_key_has_one_of_zeroes() {
        set("public_key=" + PEER, "preshared_key=" + PRESHARED);
        set("public_key=" + PEER, "preshared_key=" + NO_KEY);
        assertEquals(NO_KEY, value("preshared_key"));
    }

    @Test
    void a_private_key_of_zeroes_is_none() {
        set("private_key=" + KEY);
        set("private_key=" + NO_KEY);
        assertEquals(OK, say("get=1\n\n"));
    }

    @Test
    void a_private_key_is_clamped() {
        set("private_key=" + "ff".repeat(32));
        assertEquals("f8" + "ff".repeat(30) + "7f", value("private_key"));
    }

    @Test
    void networks_are_given_taken_and_replaced() {
        set("public_key=" + PEER, "allowed_ip=10.0.0.0/8", "allowed_ip=10.1.0.0/16");
        set("public_key=" + PEER, "allowed_ip=-10.0.0.0/8", "allowed_ip=10.2.0.0/16");
        assertEquals(List.of("10.1.0.0/16", "10.2.0.0/16"), values("allowed_ip"));
        set("public_key=" + PEER, "replace_allowed_ips=true", "allowed_ip=::/0");
        assertEquals(List.of("0:0:0:0:0:0:0:0/0"), values("allowed_ip"));
        set("public_key=" + OTHER, "allowed_ip=::/0");
        set("public_key=" + OTHER, "remove=true");
        assertEquals(List.of(), values("allowed_ip"));
    }

    @Test
    void peers_are_added_changed_and_removed() {
        set("public_key=" + PEER, "public_key=" + OTHER);
        assertEquals(2, values("public_key").size());
        set("public_key=" + PEER, "remove=true");
        assertEquals(List.of(OTHER), values("public_key"));
        set("public_key=" + PEER, "remove=true");
        set("replace_peers=true", "public_key=" + PEER);
        assertEquals(List.of(PEER), values("public_key"));
        set("public_key=" + OTHER, "update_only=true", "persistent_keepalive_interval=7");
        assertEquals(List.of(PEER), values("public_key"));
        set("public_key=" + PEER, "update_only=true", "persistent_keepalive_interval=7");
        assertEquals("7", value("persistent_keepalive_interval"));
    }

    @Test
    void a_peer_with_our_own_key_is_parsed_and_forgotten() {
        String own = PrivateKey.parseHex(KEY).publicKey().hex();
        assertEquals(OK, set("private_key=" + KEY, "public_key=" + own, "allowed_ip=10.0.0.0/8"));
        assertEquals(List.of(), values("public_key"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "private_key=",
                "private_key=12",
                "private_key=zz4b5a6d2717c1003a13b431570353dbaca9146cf150c5f8575680feba52027a",
                "listen_port=65536",
                "listen_port=-1",
                "listen_port=",
                "listen_port=0x10",
                "listen_port= 5",
                "fwmark=4294967296",
                "fwmark=off",
                "replace_peers=false",
                "replace_peers=1",
                "endpoint=1.2.3.4:5",
                "unknown=1",
                "=",
                "=value",
                "public_key=",
                "public_key=" + PEER + "00",
                "public_key=" + PEER + "\nendpoint=1.2.3.4",
                "public_key=" + PEER + "\nendpoint=1.2.3.4:",
                "public_key=" + PEER + "\nendpoint=1.2.3.4:0",
                "public_key=" + PEER + "\nendpoint=1.2.3.4:65536",
                "public_key=" + PEER + "\nendpoint=vpn.example.com:5",
                "public_key=" + PEER + "\nendpoint=:5",
                "public_key=" + PEER + "\nendpoint=[]:5",
                "public_key=" + PEER + "\nendpoint=[::1:5",
                "public_key=" + PEER + "\nallowed_ip=",
                "public_key=" + PEER + "\nallowed_ip=hello",
                "public_key=" + PEER + "\nallowed_ip=10.0.0.0",
                "public_key=" + PEER + "\nallowed_ip=10.0.0.0/",
                "public_key=" + PEER + "\nallowed_ip=10.0.0.0/33",
                "public_key=" + PEER + "\nallowed_ip=10.0.0/8",
                "public_key=" + PEER + "\nallowed_ip=::/129",
                "public_key=" + PEER + "\nallowed_ip=::ffff:10.0.0.0/104",
                "public_key=" + PEER + "\nallowed_ip=::ffff:10.0.0.0/24",
                "public_key=" + PEER + "\nallowed_ip=--10.0.0.0/8",
                "public_key=" + PEER + "\npersistent_keepalive_interval=65536",
                "public_key=" + PEER + "\npersistent_keepalive_interval=off",
                "public_key=" + PEER + "\npreshared_key=00",
                "public_key=" + PEER + "\nremove=false",
                "public_key=" + PEER + "\nupdate_only=yes",
                "public_key=" + PEER + "\nreplace_allowed_ips=0",
                "public_key=" + PEER + "\nprotocol_version=2",
                "public_key=" + PEER + "\nlisten_port=5",
            })
    void a_bad_value_is_refused_and_changes_nothing(String lines) {
        assertEquals(INVALID, say("set=1\nfwmark=9\n" + lines + "\n\n"));
        assertEquals(OK, say("get=1\n\n"));
    }

    @Test
    void a_line_without_an_equals_sign_is_a_protocol_error() {
        assertEquals(PROTOCOL, set("listen_port"));
    }

    @Test
    void a_port_that_is_taken_is_told_and_changes_nothing() {
        device.up();
        assertEquals("errno=-98\n\n", set("private_key=" + KEY, "listen_port=" + MemoryDevice.TAKEN_PORT));
        assertEquals("listen_port=51820\nerrno=0\n\n", say("get=1\n\n"));
    }

    @Test
    void several_operations_follow_on_one_connection() {
        assertEquals(
                OK + "fwmark=3\n" + OK + INVALID + "fwmark=3\n" + OK,
                say("set=1\nfwmark=3\n\nget=1\n\nset=1\nfwmark=x\n\nget=1\n\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "hello\n", "get=2\n\n", "set=0\n\n", "GET / HTTP/1.1\r\n\r\n", "get=1\r\n\r\n"})
    void anything_else_ends_the_connection_without_an_answer(String garbage) {
        assertEquals("", say(garbage));
    }

    @Test
    void a_get_with_arguments_is_a_protocol_error() {
        assertTrue(say("get=1\nfwmark=1\n\n").startsWith(PROTOCOL));
    }

    @Test
    void the_end_counts_as_the_empty_line() {
        assertEquals(OK, say("get=1\n"));
        assertEquals(OK, say("set=1\nfwmark=5\n"));
        assertEquals("5", value("fwmark"));
    }

    @Test
    void a_request_that_is_cut_off_in_a_line_changes_nothing() {
        assertEquals(PROTOCOL, say("set=1\nfwmark=5\nlisten_port=51"));
        assertEquals(OK, say("get=1\n\n"));
    }

    @Test
    void a_line_without_end_ends_the_connection() {
        assertThrows(IOException.class, () -> run("set=1\nfwmark=" + "1".repeat(10_000_000), new StringWriter()));
    }

    @Test
    void a_closed_device_says_so() {
        device.close();
        assertEquals("errno=-5\n\n", set("fwmark=1"));
    }

    @Test
    void one_request_may_bring_130_560_networks_and_one_answer_tells_them() {
        StringBuilder request = new StringBuilder("set=1\nprivate_key=" + KEY + "\nreplace_peers=true\n");
        request.append("public_key=").append(PEER).append('\n');
        for (int b = 0; b < 255; b++) {
            for (int c = 0; c < 256; c++) {
                request.append("allowed_ip=10.1.%d.%d/32\n".formatted(b, c));
                request.append("allowed_ip=fd00::%x:%x/128\n".formatted(b, c));
            }
        }
        request.append('\n');
        long start = cpuTime();
        assertEquals(OK, say(request.toString()));
        double seconds = (cpuTime() - start) / 1e9;
        assertTrue(seconds < 2, seconds + " s of one core");
        assertEquals(130_560, count(say("get=1\n\n"), "allowed_ip="));
    }

    @Test
    void one_request_may_bring_thousands_of_peers() {
        StringBuilder request = new StringBuilder("set=1\nprivate_key=" + KEY + "\nreplace_peers=true\n");
        for (int i = 1; i <= 5000; i++) {
            request.append("public_key=%064x\nallowed_ip=10.2.%d.%d/32\n".formatted(i, i >> 8, i & 255));
        }
        long start = cpuTime();
        assertEquals(OK, say(request.append('\n').toString()));
        double seconds = (cpuTime() - start) / 1e9;
        assertTrue(seconds < 2, seconds + " s of one core");
        assertEquals(5000, count(say("get=1\n\n"), "public_key="));
    }

    /// Of this thread alone, so that whatever else the machine does doesn't count.
    private static long cpuTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static long count(String reply, String key) {
        return reply.lines().filter(line -> line.startsWith(key)).count();
    }

    private String set(String... lines) {
        return say("set=1\n" + String.join("\n", lines) + "\n\n");
    }

    private String value(String key) {
        return values(key).getFirst();
    }

    private List<String> values(String key) {
        List<String> values = new ArrayList<>();
        for (String line : say("get=1\n\n").split("\n")) {
            if (line.startsWith(key + "=")) {
                values.add(line.substring(key.length() + 1).toLowerCase(Locale.ROOT));
            }
        }
        return values;
    }

    private String say(String request) {
        StringWriter reply = new StringWriter();
        try {
            run(request, reply);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return reply.toString();
    }

    private void run(String request, StringWriter reply) throws IOException {
        new UapiSession(device, new BufferedReader(new StringReader(request)), reply).run();
    }
}
