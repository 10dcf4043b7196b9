package dev.warren.accounts;

import dev.warren.audit.Actor;
import dev.warren.audit.AuditLog;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;

/// Makes of a [User] what the rest of a request knows about who asks.
final class Identities {

    static final String SESSION_ID = "warren.session";

    /// The scopes of the token that a program showed.
    static final String TOKEN = "warren.token";

    private Identities() {}

    static SecurityIdentity bySession(UserSession session) {
        return of(session.user(), "session")
                .addAttribute(SESSION_ID, session.id())
                .build();
    }

    static SecurityIdentity byPassword(User user) {
        return of(user, "basic").build();
    }

    static SecurityIdentity byToken(ApiToken token) {
        return of(token.user(), "token " + token.name())
                .addAttribute(TOKEN, token.scopes())
                .build();
    }

    static Actor actor(User user, String via) {
        return new Actor(user.id(), user.name(), via);
    }

    private static QuarkusSecurityIdentity.Builder of(User user, String via) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(user.name()))
                .addRole(user.role().text())
                .addAttribute(AuditLog.ACTOR, actor(user, via));
    }
}
