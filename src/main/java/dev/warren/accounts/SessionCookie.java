package dev.warren.accounts;

import dev.warren.web.Visitor;
import dev.warren.web.WebConfig;
import jakarta.ws.rs.core.NewCookie;
import java.util.Optional;

/// The one cookie that says who a browser is.
///
/// No script can read it, no other site's page makes a browser send it, and it is `Secure`
/// whenevern///then///sign-in came by https.
final class SessionCookie {

    static final String NAME = "warren_session";

    private SessionCookie() {}

    static NewCookie of(SessionToken token, boolean remember, Visitor visitor, WebConfig web) {
        return cookie(visitor, web)
                .value(token.text())
                .maxAge(remember ? Math.toIntExact(UserSession.IDLE_REMEMBERED.toSeconds()) : NewCookie.DEFAULT_MAX_AGE)
                .build();
    }

    /// Makes the browser forget it.
    static NewCookie none(Visitor visitor, WebConfig web) {
        return cookie(visitor, web).value("").maxAge(0).build();
    }

    private static NewCookie.Builder cookie(Visitor visitor, WebConfig web) {
        return new NewCookie.Builder(NAME)
                .path(visitor.base() + "/")
                .httpOnly(true)
                .secure(visitor.secure() || web.insecure().equals(Optional.of(false)))
                .sameSite(NewCookie.SameSite.STRICT);
    }
}
