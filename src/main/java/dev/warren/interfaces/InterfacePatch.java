package dev.warren.interfaces;

import com.fasterxml.jackson.databind.JsonNode;
import dev.warren.web.Patch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A JSON object with fields of an interface, laid over the form of one: what it doesn't name stays.
final class InterfacePatch {

    private static final String[] FIELDS = {
        "name",
        "comment",
        "enabled",
        "listenPort",
        "ipv4",
        "ipv6",
        "mtu",
        "endpoint",
        "endpoints",
        "clientDns",
        "clientAllowedIps",
        "clientKeepalive",
        "clientMtu",
        "fwmark",
        "bindDevice",
        "routes",
        "natIpv4",
        "natIpv6",
        "natDevice",
        "isolation",
        "preUp",
        "postUp",
        "preDown",
        "postDown"
    };

    private final Patch patch;

    private InterfacePatch(@Nullable JsonNode body) {
        patch = Patch.of(body, FIELDS);
    }

    /// The form as it is to be.
    ///
    /// @throws dev.warren.web.Rejection for a field that there isn't, or that has a value of another kind
    static InterfaceForm apply(@Nullable JsonNode body, InterfaceForm present) {
        var patch = new InterfacePatch(body);
        InterfaceForm form = patch.over(present);
        patch.patch.errors().reject();
        return form;
    }

    private InterfaceForm over(InterfaceForm present) {
        return new InterfaceForm(
                patch.text("name", present.name()),
                patch.text("comment", present.comment()),
                patch.bool("enabled", present.enabled()),
                number("listenPort", present.listenPort()),
                optional("ipv4", present.ipv4()),
                optional("ipv6", present.ipv6()),
                number("mtu", present.mtu()),
                patch.text("endpoint", present.endpoint()),
                endpoints(present.endpoints()),
                list("clientDns", present.clientDns()),
                list("clientAllowedIps", present.clientAllowedIps()),
                number("clientKeepalive", present.clientKeepalive()),
                optionalNumber("clientMtu", present.clientMtu()),
                number("fwmark", present.fwmark()),
                optional("bindDevice", present.bindDevice()),
                patch.text("routes", present.routes()),
                patch.bool("natIpv4", present.natIpv4()),
                patch.bool("natIpv6", present.natIpv6()),
                optional("natDevice", present.natDevice()),
                patch.bool("isolation", present.isolation()),
                new Hooks(
                        optional("preUp", present.hooks().preUp()),
                        optional("postUp", present.hooks().postUp()),
                        optional("preDown", present.hooks().preDown()),
                        optional("postDown", present.hooks().postDown())));
    }

    private String optional(String field, String present) {
        String value = patch.optionalText(field, present);
        return value == null ? "" : value;
    }

    private String number(String field, String present) {
        return String.valueOf(patch.number(field, Long.parseLong(present)));
    }

    private String optionalNumber(String field, String present) {
        Long value = patch.optionalLong(field, present.isEmpty() ? null : Long.valueOf(present));
        return value == null ? "" : value.toString();
    }

    private String list(String field, String present) {
        return patch.isNull(field) ? "" : String.join(", ", patch.list(field, List.of(present)));
    }

    private String endpoints(String present) {
        if (!patch.has("endpoints")) {
            return present;
        }
        JsonNode given = patch.node("endpoints");
        if (given == null) {
            return "";
        }
        var endpoints = NamedEndpoints.none();
        for (JsonNode each : given) {
            JsonNode name = each.path("name");
            JsonNode address = each.path("address");
            if (!given.isArray() || each.size() != 2 || !name.isTextual() || !address.isTextual()) {
                break;
            }
            try {
                endpoints = endpoints.with(name.textValue(), address.textValue());
            } catch (IllegalArgumentException e) {
                patch.errors().add("endpoints", String.valueOf(e.getMessage()));
                return present;
            }
        }
        if (endpoints.byName().size() != given.size() || !given.isArray()) {
            patch.errors().add("endpoints", "This has to be a list of objects with a name and an address.");
            return present;
        }
        return endpoints.toString();
    }
}
