package dev.warren.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InitVariablesTest {

    private final Map<String, String> variables = new HashMap<>(Map.of(
            "INIT_ENABLED", "true",
            "INIT_USERNAME", "anna",
            "INIT_PASSWORD", "correct horse battery",
            "INIT_HOST", "vpn.example.org"));

    @Test
    void name_password_and_host_are_enough() {
        var plan = plan().orElseThrow();
        assertEquals("anna", plan.username());
        assertEquals("correct horse battery", plan.password());
        assertEquals("vpn.example.org", plan.network().endpoint().host());
        assertEquals(51_820, plan.network().listenPort());
        assertEquals("10.8.0.1/24", String.valueOf(plan.network().ipv4()));
        assertTrue(String.valueOf(plan.network().ipv6()).startsWith("fd"));
    }

    @Test
    void everything_can_be_chosen() {
        variables.putAll(Map.of(
                "INIT_PORT", "443",
                "INIT_DNS", "10.1.0.53,9.9.9.9",
                "INIT_IPV4_CIDR", "10.1.0.0/16",
                "INIT_IPV6_CIDR", "fd01::/64",
                "INIT_ALLOWED_IPS", "10.0.0.0/8,fd00::/8"));
        var network = plan().orElseThrow().network();
        assertEquals(443, network.listenPort());
        assertEquals("10.1.0.53, 9.9.9.9", network.clients().dns().toString());
        assertEquals("10.1.0.1/16", String.valueOf(network.ipv4()));
        assertEquals("10.0.0.0/8, fd00::/8", network.clients().allowedIps().toString());
    }

    @Test
    void one_range_alone_means_that_the_other_is_not_wanted() {
        variables.put("INIT_IPV4_CIDR", "10.1.0.0/16");
        assertEquals(null, plan().orElseThrow().network().ipv6());
    }

    @Test
    void unless_they_are_switched_on_nothing_is_read() {
        variables.put("INIT_ENABLED", "false");
        variables.put("INIT_PORT", "nonsense");
        assertEquals(Optional.empty(), plan());
        variables.remove("INIT_ENABLED");
        assertEquals(Optional.empty(), plan());
    }

    @Test
    void what_is_missing_is_named() {
        variables.remove("INIT_PASSWORD");
        assertEquals(
                "INIT_ENABLED is true, and INIT_PASSWORD is not set. Set it, or INIT_ENABLED=false for the wizard.",
                refusal());
        variables.remove("INIT_HOST");
        assertTrue(refusal().contains("INIT_PASSWORD and INIT_HOST are not set"), refusal());
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            INIT_ENABLED,     perhaps
            INIT_USERNAME,    a b
            INIT_PASSWORD,    short
            INIT_HOST,        not a host
            INIT_PORT,        0
            INIT_PORT,        65536
            INIT_PORT,        many
            INIT_DNS,         not a dns server!
            INIT_IPV4_CIDR,   10.8.0.0/33
            INIT_IPV4_CIDR,   fd00::/64
            INIT_IPV6_CIDR,   10.8.0.0/24
            INIT_ALLOWED_IPS, hello
            """)
    void a_value_that_cant_be_used_is_named_by_its_variable(String variable, String value) {
        variables.put(variable, value);
        assertTrue(refusal().startsWith(variable + ": "), refusal());
    }

    @Test
    void a_refusal_never_shows_the_password() {
        variables.put("INIT_PASSWORD", "hunter2");
        assertFalse(refusal().contains("hunter2"));
        variables.put("INIT_PASSWORD", "hunter2hunter2");
        assertFalse(plan().orElseThrow().toString().contains("hunter2"));
    }

    private Optional<SetupPlan> plan() {
        return new InitVariables(name -> Optional.ofNullable(variables.get(name))).plan(true);
    }

    private String refusal() {
        return String.valueOf(
                assertThrows(IllegalArgumentException.class, this::plan).getMessage());
    }
}
