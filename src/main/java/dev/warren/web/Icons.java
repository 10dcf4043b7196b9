package dev.warren.web;

import io.quarkus.qute.RawString;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The icons of the sprite `frontend/src/icons.svg`, for templates: `{inject:icons.of('peers')}`.
///
/// Each is written into the page. A `<use>` of another file costs a browser far more than the few bytes it saves: for
/// each one it asks for the file anew, and copies the symbol into a tree of its own; and nothing is drawn before the
/// file is there.
@ApplicationScoped
@Named("icons")
public class Icons {

    static final String SPRITE = "src/icons.svg";

    private static final Pattern SYMBOL =
            Pattern.compile("<symbol id=\"([a-z-]+)\" viewBox=\"([0-9 ]+)\">(.*?)</symbol>", Pattern.DOTALL);

    private final Assets assets;
    private final Map<String, RawString> linked = new ConcurrentHashMap<>();

    private volatile @Nullable Map<String, RawString> icons;

    Icons(Assets assets) {
        this.assets = assets;
    }

    public RawString of(String name) {
        if (assets.isInDevelopment()) {
            // Vite has the sprite, as it is at this moment.
            return linked.computeIfAbsent(
                    name,
                    _ -> new RawString("<svg class=\"icon\" aria-hidden=\"true\"><use href=\"%s#%s\"/></svg>"
                            .formatted(assets.url(SPRITE), name)));
        }
        Map<String, RawString> known = icons;
        if (known == null) {
            known = parse(assets.text(SPRITE));
            icons = known;
        }
        RawString icon = known.get(name);
        if (icon == null) {
            throw new IllegalArgumentException("There is no icon " + name);
        }
        return icon;
    }

    static Map<String, RawString> parse(String sprite) {
        return SYMBOL.matcher(sprite)
                .results()
                .collect(Collectors.toUnmodifiableMap(
                        symbol -> symbol.group(1),
                        symbol -> new RawString("<svg class=\"icon\" viewBox=\"%s\" aria-hidden=\"true\">%s</svg>"
                                .formatted(symbol.group(2), symbol.group(3)))));
    }
}
