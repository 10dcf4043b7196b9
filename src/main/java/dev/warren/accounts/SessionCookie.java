package dev.warren.accounts;

import dev.warren.web.Visitor;
import dev.warren.web.WebConfig;
import jakarta.ws.rs.core.NewCookie;
import java.util.Optional;

/// The cookie that says who a browser is, and the one that says so while its second factor is still to come.
///
/// No script can read them, no other site's page makes a browser send them, and they are `Secure` whenever the sign-in
/// came by https.
final class SessionCookie {

    static final String NAME = "warren_session";
    static final String PENDING = "warren_sign_in";

    private SessionCookie() {}

    static NewCookie of(SessionToken token, boolean remember, Visitor visitor, WebConfig web) {
        return cookie(NAME, visitor, web)
                .value(token.text())
                .maxAge(remember ? Math.toIntExact(UserSession.IDLE_REMEMBERED.toSeconds()) : NewCookie.DEFAULT_MAX_AGE)
                .build();
    }

    /// For the time between a right password and the second factor.
    static NewCookie pending(SessionToken token, Visitor visitor, WebConfig web) {
        return cookie(PENDING, visitor, web)
                .value(token.text())
                .maxAge(Math.toIntExact(PendingSignIns.KEPT.toSeconds()))
                .build();
    }

    /// Makes the browser forget a session.
    static NewCookie none(Visitor visitor, WebConfig web) {
        return none(NAME, visitor, web);
    }

    /// Makes the browser forget one of the two.
    static NewCookie none(String name, Visitor visitor, WebConfig web) {
        return cookie(name, visitor, web).value("").maxAge(0).build();
    }

    private static NewCookie.Builder cookie(String name, Visitor visitor, WebConfig web) {
        return new NewCookie.Builder(name)
                .path(visitor.base() + "/")
                .httpOnly(true)
                .secure(visitor.secure() || web.insecure().equals(Optional.of(false)))
                .sameSite(NewCookie.SameSite.STRICT);
    }
}
