package dev.warren.accounts;

import dev.warren.audit.Actor;
import dev.warren.audit.AuditLog;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who is signed in, for resources and, as `{inject:currentUser}`, for templates.
@RequestScoped
@Named("currentUser")
public class CurrentUser {

    private final SecurityIdentity identity;

    CurrentUser(SecurityIdentity identity) {
        this.identity = identity;
    }

    public boolean isSignedIn() {
        return !identity.isAnonymous();
    }

    /// The user's id; throws [IllegalStateException] if nobody is signed in.
    public UUID id() {
        var id = actor().id();
        if (id == null) {
            throw new IllegalStateException("nobody is signed in");
        }
        return id;
    }

    /// The user's name; throws [IllegalStateException] if nobody is signed in.
    public String name() {
        return actor().name();
    }

    /// The session that this request belongs to; null with Basic credentials and tokens.
    public @Nullable UUID sessionId() {
        return identity.getAttribute(Identities.SESSION_ID);
    }

    /// Whether a program asks, with an API token.
    public boolean isToken() {
        return identity.getAttribute(Identities.TOKEN) != null;
    }

    public boolean isAdmin() {
        return identity.hasRole(Roles.ADMIN);
    }

    /// Whether this user may see, and as far as the role goes change, the peers of everybody.
    public boolean seesAllPeers() {
        return isAdmin() || identity.hasRole(Roles.OPERATOR) || identity.hasRole(Roles.AUDITOR);
    }

    /// Whether this user may change the peers of everybody.
    public boolean changesAllPeers() {
        return isAdmin() || identity.hasRole(Roles.OPERATOR);
    }

    /// Whether this user may see users, the audit log, settings and the state of the server.
    public boolean seesServer() {
        return isAdmin() || identity.hasRole(Roles.AUDITOR);
    }

    /// The role, as the sign-in found it; throws [IllegalStateException] if nobody is signed in.
    public Role role() {
        return Arrays.stream(Role.values())
                .filter(role -> identity.hasRole(role.text()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nobody is signed in"));
    }

    private Actor actor() {
        Actor actor = identity.getAttribute(AuditLog.ACTOR);
        if (actor == null) {
            throw new IllegalStateException("nobody is signed in");
        }
        return actor;
    }
}
