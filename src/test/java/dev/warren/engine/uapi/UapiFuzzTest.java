package dev.warren.engine.uapi;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.engine.device.Device;
import dev.warren.engine.device.Fuzz;
import dev.warren.engine.device.MemoryDevice;
import dev.warren.engine.device.Mutation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What comes through the socket, changed at random.
class UapiFuzzTest {
    private static final String KEY = "b85996fecc9c7f1fc6d2572a76eda11d59bcd20be8e543b15ce4bd85a8e75a33";

    private static final List<byte[]> CORPUS = Stream.of(
                    "get=1\n\n",
                    "set=1\n\n",
                    "set=1\nprivate_key=%s\nlisten_port=5\nfwmark=0\nreplace_peers=true\n\n".formatted(KEY),
                    "set=1\npublic_key=%s\nallowed_ip=10.0.0.0/8\nallowed_ip=-fd00::/8\n\n".formatted(KEY),
                    "set=1\npublic_key=%s\nendpoint=[::1%%1]:5\npreshared_key=%s\n\n".formatted(KEY, KEY),
                    "set=1\npublic_key=%s\nupdate_only=true\nremove=true\nprotocol_version=1\n\n".formatted(KEY),
                    "set=1\npublic_key=%s\nreplace_allowed_ips=true\nendpoint=1.2.3.4:5\n\n".formatted(KEY))
            .map(text -> text.getBytes(StandardCharsets.ISO_8859_1))
            .toList();

    @Test
    void no_request_is_answered_with_anything_but_an_errno_or_the_end() {
        Logger logger = Logger.getLogger(UapiSession.class.getName());
        Level before = logger.getLevel();
        logger.setLevel(Level.OFF);
        Device device = MemoryDevice.create("wg0");
        try {
            device.up();
            Fuzz.run(random -> attempt(device, random));
        } finally {
            device.close();
            logger.setLevel(before);
        }
    }

    private static void attempt(Device device, RandomGenerator random) {
        StringBuilder request = new StringBuilder();
        for (int i = random.nextInt(1, 5); i > 0; i--) {
            request.append(new String(Mutation.of(CORPUS, random), StandardCharsets.ISO_8859_1));
        }
        StringWriter reply = new StringWriter();
        boolean cut = false;
        try {
            new UapiSession(device, new BufferedReader(new StringReader(request.toString())), reply).run();
        } catch (IOException e) {
            cut = true;
        }
        String text = reply.toString();
        assertTrue(cut || text.isEmpty() || text.matches("(?s).*errno=(0|-\\d+)\n\n"), text);
        for (String line : text.split("\n")) {
            assertTrue(line.isEmpty() || line.matches("[a-z_]+=[-0-9a-zA-Z.:/%\\[\\]]*"), line);
        }
    }
}
