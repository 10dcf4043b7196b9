package dev.warren.web;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.qute.RawString;
import io.quarkus.runtime.LaunchMode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where the files of the browser side are, for templates: `{inject:assets.tags('src/main.ts')}` for an entry
/// point with its styles, `{inject:assets.url('src/icons.svg')}` for a single file.
///
/// A build names every file after its content; Vite's manifest tells which. In development mode Vite itself
/// serves the sources.
@ApplicationScoped
@Named("assets")
public class AssetTags {

    private static final String MANIFEST = "META-INF/resources/assets/manifest.json";

    private final ObjectMapper json;
    private final Visitors visitors;

    private volatile @Nullable Map<String, Asset> manifest;

    AssetTags(ObjectMapper json, Visitors visitors) {
        this.json = json;
        this.visitors = visitors;
    }

    public RawString tags(String entry) {
        if (inDevelopment()) {
            return new RawString(script("/@vite/client") + script("/" + entry));
        }
        var asset = asset(entry);
        var html = new StringBuilder();
        asset.css().forEach(css -> html.append("<link rel=\"stylesheet\" href=\"%s\">".formatted(absolute(css))));
        return new RawString(html + script(absolute(asset.file())));
    }

    public String url(String source) {
        return inDevelopment() ? "/" + source : absolute(asset(source).file());
    }

    private String absolute(String file) {
        return visitors.current().map(Visitor::base).orElse("") + "/" + file;
    }

    private Asset asset(String source) {
        var known = manifest;
        if (known == null) {
            known = read();
            manifest = known;
        }
        var asset = known.get(source);
        if (asset == null) {
            throw new IllegalArgumentException("The browser side has no file " + source);
        }
        return asset;
    }

    private Map<String, Asset> read() {
        try (var in = Thread.currentThread().getContextClassLoader().getResourceAsStream(MANIFEST)) {
            if (in == null) {
                throw new IllegalStateException("The build has no " + MANIFEST + ": run ./warren build");
            }
            return json.readValue(in, new TypeReference<Map<String, Asset>>() {});
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

    /// An entry of the manifest; what else Vite writes there is for Vite.
    private record Asset(String file, List<String> css) {

        Asset(String file, @Nullable List<String> css) {
            this.file = file;
            this.css = css == null ? List.of() : css;
        }
    }
}
