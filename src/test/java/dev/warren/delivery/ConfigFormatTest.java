package dev.warren.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.peers.ClientConfig;
import dev.warren.web.Rejection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The files of every format, byte for byte. The golden files were made by hand from the documentation of each system:
/// RouterOS' WireGuard page, nm-settings-keyfile(5), systemd.netdev(5) and systemd.network(5), OpenWrt's WireGuard
/// page,
/// and the options of NixOS. `ConfigConsumersIT` gives those to the systems themselves of which Debian has one.
class ConfigFormatTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden/delivery");

    record Case(String name, ClientConfig config, ConfigFormat format) {
        @Override
        public String toString() {
            return name + " for " + format.key();
        }
    }

    static Stream<Case> cases() {
        return Arrays.stream(ConfigFormat.values())
                .flatMap(format -> Stream.of(
                        new Case("everything", TestConfigs.everything(), format),
                        new Case("sparse", TestConfigs.sparse(), format)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void each_format_is_written_as_its_system_documents_it(Case test) throws IOException {
        for (ConfigFile file : test.format().files(test.config())) {
            assertEquals(Files.readString(GOLDEN.resolve(test.name()).resolve(file.name())), file.text(), file.name());
        }
    }

    @ParameterizedTest
    @EnumSource(ConfigFormat.class)
    void whose_key_is_not_known_finds_a_placeholder(ConfigFormat format) {
        String text = format.files(TestConfigs.sparse()).getFirst().text();

        assertTrue(
                text.contains("<the private key that belongs to HIgo9xNzJMWLKASShiTqIybxZ0U3wGLiUeJ1PKf8ykw=>"), text);
        assertTrue(format == ConfigFormat.CONF || text.contains("# Warren does not have its private key"), text);
    }

    @ParameterizedTest
    @EnumSource(ConfigFormat.class)
    void a_secret_does_not_slip_into_a_log_by_a_files_name(ConfigFormat format) {
        assertFalse(format.files(TestConfigs.everything()).toString().contains("yAnz5TF"));
    }

    @Test
    void without_a_format_it_is_the_conf_and_an_unknown_one_is_refused_with_those_there_are() {
        assertEquals(ConfigFormat.CONF, ConfigFormat.of(null));
        assertEquals(ConfigFormat.NETWORKD, ConfigFormat.of("networkd"));
        Rejection refusal = assertThrows(Rejection.class, () -> ConfigFormat.of("windows"));
        assertTrue(refusal.sentence().contains("conf, mikrotik, networkmanager, networkd, openwrt, nixos"));
    }
}
