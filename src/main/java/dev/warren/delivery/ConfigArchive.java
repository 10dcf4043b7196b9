package dev.warren.delivery;

import dev.warren.peers.ClientConfig;
import dev.warren.peers.FileName;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// The configurations of many peers as one ZIP file, which is written while it is sent.
///
/// Peers whose names become the same file name are told apart by a number; so are names that differ in case alone,
/// because many systems take them for the same.
final class ConfigArchive implements StreamingOutput {

    private final List<ClientConfig> configs;
    private final ConfigFormat format;

    ConfigArchive(List<ClientConfig> configs, ConfigFormat format) {
        this.configs = List.copyOf(configs);
        this.format = format;
    }

    @Override
    public void write(OutputStream out) throws IOException {
        Set<String> taken = new HashSet<>();
        var zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        for (ClientConfig config : configs) {
            List<ConfigFile> files = format.files(config);
            String suffix = suffix(files, taken);
            for (ConfigFile file : files) {
                zip.putNextEntry(new ZipEntry(numbered(file.name(), suffix)));
                zip.write(file.text().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        zip.finish();
    }

    /// The same for all files of one peer, which belong together.
    private static String suffix(List<ConfigFile> files, Set<String> taken) {
        for (int number = 1; ; number++) {
            String suffix = number == 1 ? "" : "-" + number;
            if (files.stream().noneMatch(file -> taken.contains(key(numbered(file.name(), suffix))))) {
                files.forEach(file -> taken.add(key(numbered(file.name(), suffix))));
                return suffix;
            }
        }
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /// `anna-2.conf`; wg-quick makes a file's name the interface's, so the whole stays as short as it was allowed
    /// to be.
    private static String numbered(String name, String suffix) {
        int dot = name.lastIndexOf('.');
        int room = FileName.LONGEST - suffix.length();
        return name.substring(0, Math.min(dot, room)) + suffix + name.substring(dot);
    }
}
