package dev.warren.web;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/// How browsers and programs reach Warren.
@ConfigMapping(prefix = "warren.web")
public interface WebConfig {

    /// Proxies whose `X-Forwarded-For`, `-Proto`, `-Host` and `-Prefix` are believed: IP addresses and CIDR
    /// prefixes. Nobody's, if empty.
    Optional<List<String>> trustedProxies();

    /// False: sign-in needs https. True or not set: http works too, and the cookie is `Secure` whenever the request
    /// was https.
    Optional<Boolean> insecure();

    /// The path under which a proxy shows Warren if it does not say so itself by `X-Forwarded-Prefix`: `/vpn`.
    @WithDefault("/")
    String basePath();
}
