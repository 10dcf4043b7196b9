package dev.warren.peers;

import com.fasterxml.jackson.databind.JsonNode;
import dev.warren.web.Patch;
import dev.warren.web.Rejection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A peer in the body of a request, as the form that it stands for. What is null is inherited, generated, or none.
///
/// @param interfaceId null for the only or first interface
record PeerRequest(@Nullable UUID interfaceId, PeerForm form) {

    private static final String INTERFACE = "interface";
    private static final String QUOTA = "quota";

    private static final List<PeerField> FLAGS =
            List.of(PeerField.PRESHARED_KEY, PeerField.RESPONDER, PeerField.ENABLED);
    private static final List<PeerField> NUMBERS = List.of(PeerField.MTU, PeerField.KEEPALIVE);
    private static final List<PeerField> LISTS = List.of(PeerField.TAGS, PeerField.DNS, PeerField.NETWORKS);
    private static final Map<String, PeerField> OF_QUOTA = Map.of(
            "bytes", PeerField.QUOTA_BYTES,
            "period", PeerField.QUOTA_PERIOD,
            "counts", PeerField.QUOTA_COUNTS,
            "action", PeerField.QUOTA_ACTION);

    /// What a body may have beside `quota`; `interface` only where a peer is made.
    private static final List<PeerField> PLAIN = Stream.of(PeerField.values())
            .filter(field -> !OF_QUOTA.containsValue(field))
            .toList();

    /// @throws Rejection if the body is no object, or has a field that is unknown or of the wrong type
    static PeerRequest created(@Nullable JsonNode body) {
        Patch patch = Patch.of(body, fields(true));
        return new PeerRequest(interfaceId(patch), form(patch, Objects.requireNonNull(body)));
    }

    /// @throws Rejection likewise
    static PeerForm changed(@Nullable JsonNode body) {
        return form(Patch.of(body, fields(false)), Objects.requireNonNull(body));
    }

    private static String[] fields(boolean withInterface) {
        return Stream.concat(
                        PLAIN.stream().map(PeerField::key),
                        withInterface ? Stream.of(QUOTA, INTERFACE) : Stream.of(QUOTA))
                .toArray(String[]::new);
    }

    private static @Nullable UUID interfaceId(Patch patch) {
        String id = patch.optionalText(INTERFACE, null);
        patch.errors().reject();
        if (id == null || id.isEmpty()) {
            return null;
        }
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw Rejection.invalid(INTERFACE, "This is no id of an interface.");
        }
    }

    private static PeerForm form(Patch patch, JsonNode body) {
        PeerForm form = PeerForm.empty();
        for (PeerField field : PLAIN) {
            if (patch.has(field.key())) {
                form = form.with(field, value(patch, field, body));
            }
        }
        if (patch.isNull(QUOTA)) {
            form = form.with(PeerField.QUOTA_BYTES, null);
        } else if (patch.has(QUOTA)) {
            form = quota(form, patch);
        }
        patch.errors().reject();
        return form;
    }

    private static @Nullable Object value(Patch patch, PeerField field, JsonNode body) {
        String key = field.key();
        if (FLAGS.contains(field)) {
            return patch.bool(key, false);
        }
        if (NUMBERS.contains(field)) {
            return patch.optionalNumber(key, null);
        }
        if (LISTS.contains(field)
                || field == PeerField.ALLOWED_IPS && body.get(key).isArray()) {
            return joined(patch.optionalList(key, null));
        }
        return patch.optionalText(key, null);
    }

    private static PeerForm quota(PeerForm form, Patch patch) {
        JsonNode node = patch.node(QUOTA);
        if (node == null || !node.isObject()) {
            patch.errors().add(QUOTA, "This has to be an object with bytes, period, counts and action, or null.");
            return form;
        }
        Patch quota = Patch.of(node, OF_QUOTA.keySet().toArray(String[]::new));
        PeerForm with = form;
        for (var entry : OF_QUOTA.entrySet()) {
            if (quota.has(entry.getKey())) {
                with = with.with(
                        entry.getValue(),
                        entry.getValue() == PeerField.QUOTA_BYTES
                                ? quota.optionalLong(entry.getKey(), null)
                                : quota.optionalText(entry.getKey(), null));
            }
        }
        quota.errors().reject();
        return with;
    }

    private static @Nullable String joined(@Nullable List<String> texts) {
        return texts == null ? null : String.join(", ", texts);
    }
}
