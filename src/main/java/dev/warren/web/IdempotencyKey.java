package dev.warren.web;

import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What tells a repeated request from a new one.
///
/// @param id      SHA-256 of who asks, for what address, and the key they chose
/// @param request SHA-256 of the body
record IdempotencyKey(byte[] id, byte[] request) {

    private static final Pattern FORM = Pattern.compile("[\\x21-\\x7e]{1,64}");
    private static final String ATTRIBUTE = IdempotencyKey.class.getName();

    /// The key of a request to an [Idempotent] method; empty if the caller chose none.
    static Optional<IdempotencyKey> of(RoutingContext context) {
        return Optional.ofNullable(context.get(ATTRIBUTE));
    }

    /// Reads the body once more than anybody else, before the method's parameters are made of it.
    @Provider
    @Singleton
    @Idempotent
    static class Reader implements ContainerRequestFilter {

        @Context
        RoutingContext context;

        @Override
        public void filter(ContainerRequestContext request) throws IOException {
            var key = request.getHeaderString(Idempotent.HEADER);
            if (key == null) {
                return;
            }
            if (!FORM.matcher(key).matches()) {
                throw Rejection.invalid(Idempotent.HEADER, "A key has 1 to 64 visible ASCII characters.");
            }
            var body = request.getEntityStream().readAllBytes();
            request.setEntityStream(new ByteArrayInputStream(body));
            context.put(ATTRIBUTE, new IdempotencyKey(id(request, key), Sha256.of(body)));
        }

        private static byte[] id(ContainerRequestContext request, String key) {
            var principal = request.getSecurityContext().getUserPrincipal();
            return Sha256.of(String.join(
                    "\n",
                    principal == null ? "" : principal.getName(),
                    request.getUriInfo().getPath(),
                    key));
        }
    }

    boolean sameRequest(byte @Nullable [] other) {
        return MessageDigest.isEqual(request, other);
    }
}
