package dev.warren.interfaces;

import dev.warren.engine.IpPrefix;
import dev.warren.interfaces.Renumbering.Ranges;
import dev.warren.web.FieldErrors;
import org.jspecify.annotations.Nullable;

/// The ranges that somebody wants an interface to move to, as text.
final class RangesWish {

    private RangesWish() {}

    /// @param ipv4 null or blank for no range of this family; ipv6 likewise
    /// @param errors what has been found wrong before
    /// @throws dev.warren.web.Rejection if they can't be the ranges of `wg`
    static Ranges ranges(WgInterface wg, @Nullable String ipv4, @Nullable String ipv6, FieldErrors errors) {
        IpPrefix first = range("ipv4", ipv4, errors);
        IpPrefix second = range("ipv6", ipv6, errors);
        if (first == null && second == null && errors.isEmpty()) {
            errors.add("ipv4", "An interface needs an IPv4 range, an IPv6 range, or both.");
        }
        if (second != null && wg.mtu() < 1280) {
            errors.add("ipv6", "IPv6 needs an MTU of at least 1280, and %s has %d.".formatted(wg.name(), wg.mtu()));
        }
        errors.reject();
        return new Ranges(first, second);
    }

    private static @Nullable IpPrefix range(String field, @Nullable String text, FieldErrors errors) {
        return text == null || text.isBlank()
                ? null
                : errors.check(field, () -> InterfaceForm.range(text, field.equals("ipv6")));
    }
}
