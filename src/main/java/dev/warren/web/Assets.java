package dev.warren.web;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.LaunchMode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where the files of the browser side are, for templates: `{inject:assets.url('src/main.ts')}`.
///
/// A build names every file after its content; Vite's manifest tells which. In development mode Vite itself serves
/// the sources.
@ApplicationScoped
@Named("assets")
public class Assets {

    private static final String ROOT = "META-INF/resources/";
    private static final String MANIFEST = ROOT + "assets/manifest.json";

    private final ObjectMapper json;
    private final Visitors visitors;

    private volatile @Nullable Map<String, Asset> manifest;

    Assets(ObjectMapper json, Visitors visitors) {
        this.json = json;
        this.visitors = visitors;
    }

    /// The path of a source file as the browser has to ask for it.
    public String url(String source) {
        var base = visitors.current().map(Visitor::base).orElse("");
        return base + "/" + (isInDevelopment() ? source : built(source));
    }

    /// What a file of the build says.
    String text(String source) {
        try (var in = open(ROOT + built(source))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A file of the build as a browser asks for it; null if there is none, as in development mode.
    byte @Nullable [] file(String name) {
        if (isInDevelopment()
                || manifest().values().stream().noneMatch(asset -> asset.file().equals(name))) {
            return null;
        }
        try (var in = open(ROOT + name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean isInDevelopment() {
        return LaunchMode.current() == LaunchMode.DEVELOPMENT;
    }

    private String built(String source) {
        var asset = manifest().get(source);
        if (asset == null) {
            throw new IllegalArgumentException("The browser side has no file " + source);
        }
        return asset.file();
    }

    private Map<String, Asset> manifest() {
        var known = manifest;
        if (known == null) {
            known = read();
            manifest = known;
        }
        return known;
    }

    private Map<String, Asset> read() {
        try (var in = open(MANIFEST)) {
            return json.readValue(in, new TypeReference<Map<String, Asset>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String path) {
        var in = Thread.currentThread().getContextClassLoader().getResourceAsStream(path);
        if (in == null) {
            throw new IllegalStateException("The build has no " + path + ": run ./warren build");
        }
        return in;
    }

    /// An entry of the manifest; what else Vite writes there is for Vite.
    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Asset(String file) {}
}
