package dev.warren.setup;

import dev.warren.web.Rejection;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// wg-easy's variables for a first start without a wizard: `INIT_ENABLED=true` with `INIT_USERNAME`,
/// `INIT_PASSWORD` and `INIT_HOST`, and if wanted `INIT_PORT`, `INIT_DNS`, `INIT_IPV4_CIDR`, `INIT_IPV6_CIDR` and
/// `INIT_ALLOWED_IPS`.
///
/// They matter on the first start only. A value that can't be used stops the start with a sentence that names the
/// variable and never its value.
final class InitVariables {

    /// The field of a [SetupForm] or of what it becomes → the variable that it comes from.
    private static final Map<String, String> VARIABLES = Map.of(
            "username", "INIT_USERNAME",
            "password", "INIT_PASSWORD",
            "host", "INIT_HOST",
            "port", "INIT_PORT",
            "listenPort", "INIT_PORT",
            "dns", "INIT_DNS",
            "ipv4", "INIT_IPV4_CIDR",
            "ipv6", "INIT_IPV6_CIDR",
            "allowedIps", "INIT_ALLOWED_IPS");

    private final Function<String, Optional<String>> variables;

    InitVariables(Function<String, Optional<String>> variables) {
        this.variables = variables;
    }

    /// What the variables ask for; empty unless they are switched on. Throws [IllegalArgumentException] for what
    /// can't be done.
    Optional<SetupPlan> plan(boolean withIpv6) {
        if (!isEnabled()) {
            return Optional.empty();
        }
        var missing = missing();
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(
                    "INIT_ENABLED is true, and %s not set. Set %s, or INIT_ENABLED=false for the wizard."
                            .formatted(
                                    String.join(" and ", missing) + (missing.size() == 1 ? " is" : " are"),
                                    missing.size() == 1 ? "it" : "them"));
        }
        try {
            return Optional.of(form(withIpv6).plan());
        } catch (Rejection e) {
            throw new IllegalArgumentException(sentence(e));
        }
    }

    /// The reason of a rejection with variables in place of fields.
    static String sentence(Rejection rejection) {
        if (rejection.errors().isEmpty()) {
            return rejection.sentence();
        }
        var sentences = new ArrayList<String>();
        rejection
                .errors()
                .all()
                .forEach((field, sentence) -> sentences.add(VARIABLES.getOrDefault(field, field) + ": " + sentence));
        return String.join(" ", sentences);
    }

    private boolean isEnabled() {
        var value = text("INIT_ENABLED");
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true", "1", "yes" -> true;
            case "", "false", "0", "no" -> false;
            default -> throw new IllegalArgumentException("INIT_ENABLED: true or false.");
        };
    }

    private List<String> missing() {
        return Stream.of("INIT_USERNAME", "INIT_PASSWORD", "INIT_HOST")
                .filter(name -> text(name).isEmpty())
                .toList();
    }

    private SetupForm form(boolean withIpv6) {
        var ipv4 = text("INIT_IPV4_CIDR");
        var ipv6 = text("INIT_IPV6_CIDR");
        var chosen = !ipv4.isEmpty() || !ipv6.isEmpty();
        var suggested = SetupForm.suggested("", withIpv6);
        return new SetupForm(
                text("INIT_USERNAME"),
                variables.apply("INIT_PASSWORD").orElse(""),
                text("INIT_HOST"),
                variables.apply("INIT_PORT").orElse(suggested.port()),
                chosen ? ipv4 : suggested.ipv4(),
                chosen ? ipv6 : suggested.ipv6(),
                text("INIT_DNS"),
                text("INIT_ALLOWED_IPS"));
    }

    private String text(String variable) {
        return variables.apply(variable).map(String::strip).orElse("");
    }
}
