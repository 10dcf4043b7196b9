package dev.warren.interfaces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.warren.web.Rejection;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InterfaceFormTest {

    private static final InterfaceForm GOOD = InterfaceForm.of(TestInterfaces.unstored());

    @Test
    void the_form_of_an_interface_is_its_draft() {
        assertEquals(GOOD.name(), GOOD.draft().name());
        assertEquals(GOOD.ipv4(), IpText.of(GOOD.draft().ipv4()));
    }

    @Test
    void the_server_takes_the_first_host_of_a_range() {
        assertEquals("10.8.0.1/24", IpText.of(InterfaceForm.range("10.8.0.0/24", false)));
        assertEquals("fd00:8::1/64", IpText.of(InterfaceForm.range("fd00:8::/64", true)));
        assertEquals("10.8.0.254/24", IpText.of(InterfaceForm.range("10.8.0.254/24", false)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"10.8.0.0/31", "10.8.0.0/7", "10.8.0.255/24", "fd00::/64", "10.8.0.0", "hello", "10.8.0.0/x"})
    void a_bad_ipv4_range_is_refused(String text) {
        assertThrows(IllegalArgumentException.class, () -> InterfaceForm.range(text, false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name|a name with spaces",
                "name|sixteen-letters-",
                "name|..",
                "listenPort|0",
                "listenPort|65536",
                "listenPort|none",
                "ipv4|fd00::/64",
                "ipv6|10.0.0.0/24",
                "mtu|1279",
                "mtu|9001",
                "endpoint|not a host",
                "clientDns|not a dns server!",
                "clientAllowedIps|hello",
                "clientAllowedIps|' '",
                "clientKeepalive|65536",
                "clientMtu|100",
                "fwmark|-1",
                "bindDevice|no such/device",
                "routes|maybe",
                "routes|254",
                "routes|4294967296",
                "endpoints|office",
                "endpoints|default = vpn.example.org",
                "endpoints|office = not a host",
                "endpoints|a;b = vpn.example.org",
                "postUp|iptables -A FORWARD -i {{interfaces}}",
                "natDevice|a device"
            })
    void a_bad_value_is_refused_by_the_name_of_its_field(String field, String value) {
        Rejection refusal =
                assertThrows(Rejection.class, () -> with(field, text -> value).draft());

        assertEquals(Set.of(field), refusal.errors().all().keySet());
    }

    @Test
    void everything_that_is_wrong_is_said_at_once() {
        InterfaceForm form = with("mtu", text -> "1");
        Rejection refusal = assertThrows(
                Rejection.class,
                () -> new InterfaceForm(
                                "",
                                "",
                                true,
                                "x",
                                "",
                                "",
                                form.mtu(),
                                "",
                                "-",
                                "!",
                                "?",
                                "a",
                                "b",
                                "c",
                                "",
                                "",
                                true,
                                true,
                                "",
                                false,
                                Hooks.none())
                        .draft());

        assertEquals(11, refusal.errors().all().size(), refusal.errors()::toString);
    }

    private static InterfaceForm with(String field, UnaryOperator<String> change) {
        class Values {
            String of(String name, String value) {
                return name.equals(field) ? change.apply(value) : value;
            }
        }
        var values = new Values();
        return new InterfaceForm(
                values.of("name", GOOD.name()),
                GOOD.comment(),
                GOOD.enabled(),
                values.of("listenPort", GOOD.listenPort()),
                values.of("ipv4", GOOD.ipv4()),
                values.of("ipv6", GOOD.ipv6()),
                values.of("mtu", GOOD.mtu()),
                values.of("endpoint", GOOD.endpoint()),
                values.of("endpoints", GOOD.endpoints()),
                values.of("clientDns", GOOD.clientDns()),
                values.of("clientAllowedIps", GOOD.clientAllowedIps()),
                values.of("clientKeepalive", GOOD.clientKeepalive()),
                values.of("clientMtu", GOOD.clientMtu()),
                values.of("fwmark", GOOD.fwmark()),
                values.of("bindDevice", GOOD.bindDevice()),
                values.of("routes", GOOD.routes()),
                GOOD.natIpv4(),
                GOOD.natIpv6(),
                values.of("natDevice", GOOD.natDevice()),
                GOOD.isolation(),
                new Hooks(
                        values.of("preUp", ""),
                        values.of("postUp", ""),
                        values.of("preDown", ""),
                        values.of("postDown", "")));
    }
}
