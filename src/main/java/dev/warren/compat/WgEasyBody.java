package dev.warren.compat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.warren.peers.Member;
import dev.warren.peers.PeerForm;
import dev.warren.web.FieldErrors;
import dev.warren.web.Rejection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The body of a request that creates or changes a client, read field by field: what is missing stays as it is, null is
/// inherited, and what is of the wrong type is refused with its name.
final class WgEasyBody {

    private static final String UTC = "UTC";

    private final JsonNode body;
    private final FieldErrors errors = new FieldErrors();

    private WgEasyBody(JsonNode body) {
        this.body = body;
    }

    static WgEasyBody of(@Nullable JsonNode body) {
        if (body == null || !body.isObject()) {
            throw Rejection.malformed("The body has to be a JSON object.");
        }
        return new WgEasyBody(body);
    }

    /// A new peer of whom only name and expiry are known.
    PeerForm newPeer() {
        PeerForm form = PeerForm.named(text("name", "")).withExpiresAt(text("expiresAt", ""));
        errors.reject();
        return form;
    }

    /// A known peer with what the body changes. A number that was inherited and is what it was stays inherited.
    PeerForm changed(WgEasyClient now, Member member) {
        var form = new PeerForm(
                text("name", now.name()),
                text("description", now.description()),
                "",
                true,
                text("ipv4Address", now.ipv4Address()),
                text("ipv6Address", now.ipv6Address()),
                list("allowedIps", now.allowedIps()),
                list("dns", now.dns()),
                number("mtu", now.mtu(), member.mtu() == null),
                number("persistentKeepalive", now.persistentKeepalive(), member.keepalive() == null),
                text("serverEndpoint", Objects.toString(now.serverEndpoint(), "")),
                list("serverAllowedIps", now.serverAllowedIps()),
                flag("enabled", member.enabled()),
                text("expiresAt", instant(now.expiresAt())),
                UTC);
        errors.reject();
        return form;
    }

    private String text(String field, String present) {
        JsonNode value = body.get(field);
        if (value == null) {
            return present;
        }
        if (!value.isTextual() && !value.isNull()) {
            errors.add(field, "This has to be text.");
        }
        return value.isTextual() ? value.asText() : "";
    }

    private String number(String field, int present, boolean inherited) {
        JsonNode value = body.get(field);
        if (value != null && !value.isNull() && !value.isIntegralNumber()) {
            errors.add(field, "This has to be a whole number.");
        }
        boolean unchanged = value == null || value.isNull() || value.asText().equals(String.valueOf(present));
        return !unchanged ? value.asText() : inherited ? "" : String.valueOf(present);
    }

    private boolean flag(String field, boolean present) {
        JsonNode value = body.get(field);
        if (value == null) {
            return present;
        }
        if (!value.isBoolean()) {
            errors.add(field, "This has to be true or false.");
        }
        return value.asBoolean();
    }

    private String list(String field, @Nullable List<String> present) {
        JsonNode value = body.get(field);
        if (value == null) {
            return present == null ? "" : String.join(", ", present);
        }
        List<String> entries = new ArrayList<>();
        value.forEach(entry -> entries.add(entry.isTextual() ? entry.asText() : ""));
        if (!value.isNull() && !value.isArray() || entries.contains("")) {
            errors.add(field, "This has to be a list of texts.");
        }
        return String.join(", ", entries);
    }

    private static String instant(@Nullable Instant instant) {
        return instant == null ? "" : instant.toString();
    }
}
