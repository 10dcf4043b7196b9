package dev.warren.compat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.warren.peers.Member;
import dev.warren.peers.PeerField;
import dev.warren.peers.PeerForm;
import dev.warren.web.FieldErrors;
import dev.warren.web.Rejection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The body of a request that creates or changes a client, read field by field: what is missing stays as it is, null is
/// inherited, and what is of the wrong type is refused with its name.
final class WgEasyBody {

    private static final Map<String, PeerField> TEXTS = Map.of(
            "name", PeerField.NAME,
            "description", PeerField.NOTES,
            "ipv4Address", PeerField.IPV4,
            "ipv6Address", PeerField.IPV6,
            "serverEndpoint", PeerField.ENDPOINT,
            "expiresAt", PeerField.EXPIRES_AT,
            "preUp", PeerField.PRE_UP,
            "postUp", PeerField.POST_UP,
            "preDown", PeerField.PRE_DOWN,
            "postDown", PeerField.POST_DOWN);

    private static final Map<String, PeerField> LISTS = Map.of(
            "allowedIps", PeerField.ALLOWED_IPS,
            "dns", PeerField.DNS,
            "serverAllowedIps", PeerField.NETWORKS);

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
        PeerForm form = PeerForm.named(text("name")).with(PeerField.EXPIRES_AT, text("expiresAt"));
        errors.reject();
        return form;
    }

    /// What the body changes of a known peer. A number that was inherited and is what it was stays inherited.
    PeerForm changed(WgEasyClient now, Member member) {
        PeerForm form = PeerForm.empty();
        for (var entry : TEXTS.entrySet()) {
            if (body.has(entry.getKey())) {
                form = form.with(entry.getValue(), text(entry.getKey()));
            }
        }
        for (var entry : LISTS.entrySet()) {
            if (body.has(entry.getKey())) {
                form = form.with(entry.getValue(), list(entry.getKey()));
            }
        }
        form = number(form, "mtu", PeerField.MTU, now.mtu(), member.mtu() == null);
        form = number(
                form,
                "persistentKeepalive",
                PeerField.KEEPALIVE,
                now.persistentKeepalive(),
                member.keepalive() == null);
        form = flag(form);
        errors.reject();
        return form;
    }

    private String text(String field) {
        JsonNode value = body.path(field);
        if (!value.isTextual() && !value.isNull() && !value.isMissingNode()) {
            errors.add(field, "This has to be text.");
        }
        return value.isTextual() ? value.asText() : "";
    }

    private PeerForm number(PeerForm form, String field, PeerField changed, int present, boolean inherited) {
        JsonNode value = body.get(field);
        if (value == null || value.isNull() || inherited && value.asText().equals(String.valueOf(present))) {
            return form;
        }
        if (!value.isIntegralNumber()) {
            errors.add(field, "This has to be a whole number.");
        }
        return form.with(changed, value.asText());
    }

    private PeerForm flag(PeerForm form) {
        JsonNode value = body.get("enabled");
        if (value == null) {
            return form;
        }
        if (!value.isBoolean()) {
            errors.add("enabled", "This has to be true or false.");
        }
        return form.with(PeerField.ENABLED, value.asBoolean());
    }

    private String list(String field) {
        JsonNode value = body.path(field);
        List<String> entries = new ArrayList<>();
        value.forEach(entry -> entries.add(entry.isTextual() ? entry.asText() : ""));
        if (!value.isNull() && !value.isArray() || entries.contains("")) {
            errors.add(field, "This has to be a list of texts.");
        }
        return String.join(", ", entries);
    }
}
