package dev.warren.imports;

import java.util.List;
import java.util.regex.Pattern;

/// Finds how a peer is called in the comments around it, in which each of the programs that write such files keeps it
/// in its own way.
final class PeerName {

    /// PiVPN, Nyr's script, wg-easy, angristan's script, wireguard-ui, WGDashboard, exporters' friendly names and
    /// easy-wg-quick; a script that comes from several has the more telling one first.
    private static final List<Pattern> TELLING = List.of(
            Pattern.compile("begin (.+?) ###", Pattern.CASE_INSENSITIVE),
            Pattern.compile("BEGIN_PEER (.+)"),
            Pattern.compile("Client: (.+?)(?: \\([0-9a-fA-F-]{36}\\))?"),
            Pattern.compile("Client (.+)"),
            Pattern.compile("Name\\s*[:=]\\s*(.+)", Pattern.CASE_INSENSITIVE),
            Pattern.compile("Name#\\s*=\\s*(.+)", Pattern.CASE_INSENSITIVE),
            Pattern.compile("friendly_name\\s*=\\s*(.+)"),
            Pattern.compile("\\d+: (.+) > .+\\.conf"));

    /// What these programs say beside the name, and a setting that somebody has switched off.
    private static final Pattern OTHER = Pattern.compile(
            "(?:end .+ ###|END_PEER .*|(?:ID|E-?mail|Telegram|Created at|Updated? at|friendly_json)\\s*[:=].*|\\w+\\s*=.*|[#\\s-]*)",
            Pattern.CASE_INSENSITIVE);

    private PeerName() {}

    /// @param comments without the `#` in front, in their order
    /// @return empty if none is a name
    static String in(List<String> comments) {
        for (Pattern pattern : TELLING) {
            for (String comment : comments) {
                var telling = pattern.matcher(comment);
                if (telling.matches()) {
                    return telling.group(1).strip();
                }
            }
        }
        return comments.stream()
                .filter(comment -> !OTHER.matcher(comment).matches())
                .reduce((first, last) -> last)
                .orElse("");
    }
}
