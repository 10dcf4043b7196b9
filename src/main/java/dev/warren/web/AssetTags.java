package dev.warren.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.qute.RawString;
import io.quarkus.runtime.LaunchMode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Where the files of the browser side are, for templates: `{inject:assets.tags('src/main.ts')}` for an entry point
/// with its
/// styles, `{inject:assets.url('src/icons.svg')}` for a single file.
///
/// A build names every file after its content; Vite's manifest tells which. In development mode Vite itself serves the
/// sources.
@ApplicationScoped
@Named("assets")
public class AssetTags {

    private static final String MANIFEST = "META-INF/resources/assets/manifest.json";

    private final ObjectMapper json;
    private final Map<String, RawString> tags = new ConcurrentHashMap<>();
    private final Map<String, String> urls = new ConcurrentHashMap<>();

    AssetTags(ObjectMapper json) {
        this.json = json;
    }

    public RawString tags(String entry) {
        if (inDevelopment()) {
            return new RawString(script("/@vite/client") + script("/" + entry));
        }
        return tags.computeIfAbsent(entry, this::builtTags);
    }

    public String url(String file) {
        return inDevelopment()
                ? "/" + file
                : urls.computeIfAbsent(
                        file, name -> "/" + chunk(name).path("file").asText());
    }

    private RawString builtTags(String entry) {
        JsonNode chunk = chunk(entry);
        StringBuilder html = new StringBuilder();
        chunk.path("css").forEach(css -> html.append("<link rel=\"stylesheet\" href=\"/%s\">".formatted(css.asText())));
        return new RawString(html + script("/" + chunk.path("file").asText()));
    }

    private JsonNode chunk(String source) {
        JsonNode chunk = manifest().path(source);
        if (chunk.isMissingNode()) {
            throw new IllegalArgumentException("The browser side has no file " + source);
        }
        return chunk;
    }

    private JsonNode manifest() {
        try (var in = Thread.currentThread().getContextClassLoader().getResourceAsStream(MANIFEST)) {
            if (in == null) {
                throw new IllegalStateException("The build has no " + MANIFEST + ": run ./warren build");
            }
            return json.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean inDevelopment() {
        return LaunchMode.current() == LaunchMode.DEVELOPMENT;
    }

    private static String script(String src) {
        return "<script type=\"module\" src=\"%s\"></script>".formatted(src);
    }
}
