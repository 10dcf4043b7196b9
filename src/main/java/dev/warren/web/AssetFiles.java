package dev.warren.web;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/// Answers for the files of the browser side from memory, compressed once and not for each browser. It does so before
/// anybody is asked who they are, for the files are the same for everybody: nothing is drawn until the first of them
/// is there, and a look into the database would be the larger part of the wait.
///
/// A file's name changes with its content, so a browser may keep it for good.
@Singleton
final class AssetFiles {

    private static final String ROOT = "/assets/";

    private static final Map<String, String> TYPES = Map.of(
            "css", "text/css;charset=UTF-8",
            "js", "text/javascript;charset=UTF-8",
            "svg", "image/svg+xml");

    private final Assets assets;
    private final Map<String, Packed> packed = new ConcurrentHashMap<>();

    AssetFiles(Assets assets) {
        this.assets = assets;
    }

    private record Packed(String type, Buffer plain, Buffer compressed) {}

    void install(@Observes Filters filters) {
        filters.register(this::serve, FilterOrder.ASSETS);
    }

    private void serve(RoutingContext context) {
        var path = context.normalizedPath();
        var type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
        if (type == null || !path.startsWith(ROOT) || context.request().method() != HttpMethod.GET) {
            context.next();
            return;
        }
        var known = packed.get(path);
        if (known != null) {
            send(context, known);
            return;
        }
        context.vertx()
                .executeBlocking(() -> pack(path, type))
                .onSuccess(fresh -> answer(context, fresh))
                .onFailure(context::fail);
    }

    private static void answer(RoutingContext context, @Nullable Packed packed) {
        if (packed == null) {
            context.next();
        } else {
            send(context, packed);
        }
    }

    private static void send(RoutingContext context, Packed packed) {
        var accepted = context.request().getHeader("Accept-Encoding");
        var compressed = accepted != null && accepted.contains("gzip");
        var response = context.response()
                .putHeader("Content-Type", packed.type())
                .putHeader("Cache-Control", "public, max-age=31536000, immutable")
                .putHeader("Vary", "Accept-Encoding");
        if (compressed) {
            response.putHeader("Content-Encoding", "gzip");
        }
        response.end(compressed ? packed.compressed() : packed.plain());
    }

    /// Null for what is no file of the build.
    private @Nullable Packed pack(String path, String type) {
        var content = assets.file(path.substring(1));
        if (content == null) {
            return null;
        }
        return packed.computeIfAbsent(
                path, _ -> new Packed(type, Buffer.buffer(content), Buffer.buffer(compressed(content))));
    }

    private static byte[] compressed(byte[] content) {
        var compressed = new ByteArrayOutputStream(content.length / 2);
        try (var gzip = new GZIPOutputStream(compressed) {
            {
                def.setLevel(Deflater.BEST_COMPRESSION);
            }
        }) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException("memory can't fail", e);
        }
        return compressed.toByteArray();
    }
}
