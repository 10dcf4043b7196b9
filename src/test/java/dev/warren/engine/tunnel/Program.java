package dev.warren.engine.tunnel;

import dev.warren.engine.EngineMain;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import org.bouncycastle.math.ec.rfc7748.X25519;

/// A WireGuard program that runs one interface, and stays in the foreground with `-f`.
enum Program {
    WARREN,
    /// As on a machine with six processors.
    WARREN_IN_LANES,
    WIREGUARD_GO;

    /// Another build of wireguard-go than the one in the path, to be tried beside it.
    private static final String OTHER_BUILD = "warren.test.wireguard-go";

    List<String> command() {
        return switch (this) {
            case WIREGUARD_GO -> List.of(System.getProperty(OTHER_BUILD, "wireguard-go"));
            case WARREN -> warren(1);
            case WARREN_IN_LANES -> warren(3);
        };
    }

    private static List<String> warren(int queues) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-Xms8m",
                "-Xmx96m",
                "-Dwarren.engine.queues=" + queues,
                "-cp",
                source(EngineMain.class) + ":" + source(X25519.class),
                EngineMain.class.getName());
    }

    private static Path source(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        try {
            return Path.of(source.getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
