package dev.warren.metrics;

import dev.warren.accounts.Roles;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpSecurityPolicy;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Lets those read `/q/metrics` who know the metrics password or may see all peers: names and traffic are nobody else's
/// business.
@ApplicationScoped
class MetricsPolicy implements HttpSecurityPolicy {

    private static final List<String> READERS = List.of(Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR);

    private final MetricsPassword password;

    MetricsPolicy(MetricsPassword password) {
        this.password = password;
    }

    @Override
    public String name() {
        return "metrics";
    }

    @Override
    public Uni<CheckResult> checkPermission(
            RoutingContext request, Uni<SecurityIdentity> identity, AuthorizationRequestContext context) {
        if (password.matches(request.request().getHeader("Authorization"))) {
            return CheckResult.permit();
        }
        return identity.map(who -> READERS.stream().anyMatch(who::hasRole) ? CheckResult.PERMIT : CheckResult.DENY);
    }
}
