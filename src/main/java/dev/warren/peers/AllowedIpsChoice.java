package dev.warren.peers;

import dev.warren.interfaces.IpPrefixes;
import dev.warren.interfaces.WgInterface;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a peer sends through the tunnel, as a form offers it: a preset and a list, and what comes of them.
///
/// @param preset `inherited`, `everything`, `vpn`, `private`, `except` or `list`
/// @param list what `except` and `list` go with
/// @param result the networks that the configuration will have; empty if `list` can't be read
/// @param refusal why it can't; null if it can
record AllowedIpsChoice(
        String preset,
        String list,
        List<String> result,
        @Nullable String refusal) {

    private static final String INHERITED = "inherited";
    private static final String EXCEPT_PRIVATE = "private";
    private static final String EXCEPT_LIST = "except";
    private static final String LIST = "list";

    /// @param text as a form or the API has it
    static AllowedIpsChoice of(String text, WgInterface wg) {
        String stripped = text.strip();
        String lower = stripped.toLowerCase(Locale.ROOT);
        if (lower.isEmpty()) {
            return made(INHERITED, "", wg.clientAllowedIps());
        }
        boolean excepts = lower.startsWith(AllowedIps.EXCEPT);
        String preset = lower.equals(AllowedIps.EVERYTHING) || lower.equals(AllowedIps.VPN)
                ? lower
                : lower.equals(AllowedIps.EXCEPT + AllowedIps.PRIVATE) ? EXCEPT_PRIVATE : excepts ? EXCEPT_LIST : LIST;
        String list = switch (preset) {
            case EXCEPT_LIST -> stripped.substring(AllowedIps.EXCEPT.length()).strip();
            case LIST -> stripped;
            default -> "";
        };
        try {
            return made(preset, list, AllowedIps.parse(stripped).networks(wg));
        } catch (IllegalArgumentException e) {
            return new AllowedIpsChoice(preset, list, List.of(), e.getMessage());
        }
    }

    private static AllowedIpsChoice made(String preset, String list, IpPrefixes networks) {
        return new AllowedIpsChoice(preset, list, networks.texts(), null);
    }

    /// The text that a preset and a list stand for.
    static String text(@Nullable String preset, @Nullable String list) {
        String networks = list == null ? "" : list.strip();
        return switch (preset == null ? LIST : preset) {
            case INHERITED -> "";
            case EXCEPT_PRIVATE -> AllowedIps.EXCEPT + AllowedIps.PRIVATE;
            case EXCEPT_LIST -> AllowedIps.EXCEPT + networks;
            case AllowedIps.EVERYTHING -> AllowedIps.EVERYTHING;
            case AllowedIps.VPN -> AllowedIps.VPN;
            default -> networks;
        };
    }

    public boolean chose(String key) {
        return preset.equals(key);
    }

    public int count() {
        return result.size();
    }

    public String joined() {
        return String.join(", ", result);
    }
}
