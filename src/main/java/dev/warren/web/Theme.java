package dev.warren.web;

import io.vertx.core.http.Cookie;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import org.jspecify.annotations.Nullable;

/// The theme that the reader chose, from the cookie that the theme switch writes, so that a page is right from its
/// first frame.
@RequestScoped
@Named("theme")
public class Theme {

    private final @Nullable Cookie cookie;

    Theme(RoutingContext request) {
        this.cookie = request.request().getCookie("theme");
    }

    /// `light`, `dark`, or `system` for whatever the device prefers.
    public String name() {
        String chosen = cookie == null ? "" : cookie.getValue();
        return switch (chosen) {
            case "light", "dark" -> chosen;
            default -> "system";
        };
    }

    public boolean isChosen() {
        return !name().equals("system");
    }
}
