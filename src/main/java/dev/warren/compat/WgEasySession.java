package dev.warren.compat;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.warren.accounts.CurrentUser;
import dev.warren.accounts.SignIn;
import dev.warren.web.Rejection;
import dev.warren.web.Visitor;
import dev.warren.web.Visitors;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.UUID;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/// `/api/session` and `/api/auth/password`: signing in and out by program.
@Path("/api")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
@RunOnVirtualThread
class WgEasySession {

    private static final int ADMIN = 1;
    private static final int CLIENT = 2;

    private final SignIn signIn;
    private final CurrentUser current;
    private final Visitors visitors;

    WgEasySession(SignIn signIn, CurrentUser current, Visitors visitors) {
        this.signIn = signIn;
        this.current = current;
        this.visitors = visitors;
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Credentials(
            @Nullable String username,
            @Nullable String password,
            boolean remember,
            @Nullable String totpCode) {
        @Override
        public String toString() {
            return "Credentials(…)";
        }
    }

    record SignedIn(
            UUID id,
            int role,
            String username,
            String name,
            @Nullable String email,
            boolean totpVerified) {}

    @POST
    @Path("session")
    public Response begin(@Nullable Credentials credentials, RoutingContext context) {
        if (credentials == null || credentials.username() == null || credentials.password() == null) {
            throw Rejection.malformed("A sign-in needs username and password.");
        }
        var visitor = visitors.of(context);
        var step = signIn.begin(credentials.username(), credentials.password(), credentials.remember(), visitor);
        return switch (step) {
            case SignIn.Step.Done(var cookie) -> begun(cookie);
            case SignIn.Step.CodeWanted(var _, var _)
            when credentials.totpCode() == null ->
                Response.ok(Map.of("status", "TOTP_REQUIRED")).build();
            case SignIn.Step.CodeWanted(var _, var token) -> withCode(token, credentials.totpCode(), visitor);
        };
    }

    private Response withCode(String token, String code, Visitor visitor) {
        try {
            return begun(signIn.finish(token, code, visitor));
        } catch (Rejection e) {
            if (e.status() != 401) {
                throw e;
            }
            return Response.ok(Map.of("status", "INVALID_TOTP_CODE")).build();
        }
    }

    private static Response begun(NewCookie cookie) {
        return Response.ok(Map.of("status", "success", "success", true))
                .cookie(cookie)
                .build();
    }

    @POST
    @Path("auth/password")
    public Response beginByPassword(@Nullable Credentials credentials, RoutingContext context) {
        return begin(credentials, context);
    }

    @GET
    @Path("session")
    public SignedIn whoami() {
        if (!current.isSignedIn()) {
            throw Rejection.unauthorized("Not authenticated");
        }
        return new SignedIn(
                current.id(), current.isAdmin() ? ADMIN : CLIENT, current.name(), current.name(), null, false);
    }

    @DELETE
    @Path("session")
    public Map<String, Boolean> end() {
        if (current.isSignedIn()) {
            signIn.end(current);
        }
        return WgEasyClients.SUCCESS;
    }

    @ServerExceptionMapper
    public Response refuse(Rejection rejection) {
        return WgEasyError.answer(rejection);
    }
}
