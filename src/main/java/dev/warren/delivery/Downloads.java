package dev.warren.delivery;

import dev.warren.peers.ClientConfig;
import dev.warren.peers.FileName;
import dev.warren.peers.PeerDelivery.Delivered;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Configurations as answers to requests.
final class Downloads {

    private Downloads() {}

    /// The file of this format; where the format takes several, an archive of them.
    static Response of(ClientConfig config, ConfigFormat format) {
        List<ConfigFile> files = format.files(config);
        if (files.size() == 1) {
            ConfigFile file = files.getFirst();
            return Response.ok(file.text())
                    .type("text/plain;charset=UTF-8")
                    .header("Content-Disposition", attachment(file.name()))
                    .build();
        }
        return archive(FileName.of(config.peerName()) + ".zip", List.of(config), format);
    }

    static Response archive(String name, List<ClientConfig> configs, ConfigFormat format) {
        return Response.ok(new ConfigArchive(configs, format))
                .type("application/zip")
                .header("Content-Disposition", attachment(name))
                .build();
    }

    static Response svg(Delivered delivered) {
        return Response.ok(delivered.qrCode().svg(delivered.name()))
                .type("image/svg+xml")
                .build();
    }

    static Response png(Delivered delivered) {
        return Response.ok(delivered.qrCode().png()).type("image/png").build();
    }

    /// `text` as a value in a query.
    static String parameter(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String attachment(String fileName) {
        return "attachment; filename=\"%s\"".formatted(fileName);
    }
}
