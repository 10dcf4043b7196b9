package dev.warren.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.warren.peers.ClientConfig;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

class ConfigArchiveTest {

    @Test
    void every_peer_has_a_file_of_its_own_that_wg_quick_takes_as_a_name() throws IOException {
        Map<String, String> files =
                unzipped(archive(ConfigFormat.CONF, "anna", "Anna", "anna!", "a-name-of-15-xyz", "a-name-of-15-xyz!"));

        assertEquals(
                List.of("anna.conf", "Anna-2.conf", "anna-3.conf", "a-name-of-15-xy.conf", "a-name-of-15--2.conf"),
                List.copyOf(files.keySet()));
        assertEquals(TestConfigs.sparse().text(), files.get("anna.conf"));
    }

    @Test
    void files_that_belong_together_keep_a_common_name() throws IOException {
        Map<String, String> files = unzipped(archive(ConfigFormat.NETWORKD, "anna", "anna"));

        assertEquals(
                List.of("anna.netdev", "anna.network", "anna-2.netdev", "anna-2.network"), List.copyOf(files.keySet()));
    }

    @Test
    void nobody_is_an_empty_archive() throws IOException {
        assertEquals(Map.of(), unzipped(archive(ConfigFormat.CONF)));
    }

    private static byte[] archive(ConfigFormat format, String... names) throws IOException {
        var out = new ByteArrayOutputStream();
        new ConfigArchive(Stream.of(names).map(ConfigArchiveTest::named).toList(), format).write(out);
        return out.toByteArray();
    }

    private static ClientConfig named(String name) {
        ClientConfig like = TestConfigs.sparse();
        return new ClientConfig(
                name,
                like.privateKey(),
                like.publicKey(),
                like.addresses(),
                like.dns(),
                like.mtu(),
                like.serverKey(),
                like.presharedKey(),
                like.allowedIps(),
                like.endpoint(),
                like.keepalive(),
                like.hooks());
    }

    private static Map<String, String> unzipped(byte[] archive) throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }
}
