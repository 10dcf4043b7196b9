package dev.warren.imports;

import dev.warren.imports.ForeignServer.ForeignPeer;
import dev.warren.imports.ForeignServer.LeftOut;
import dev.warren.imports.ForeignServer.Reason;
import dev.warren.imports.ForeignServer.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads what `wg-quick`(8) reads, and the comments that other programs leave there for themselves:
/// `/etc/wireguard/wg0.conf` of PiVPN, wg-easy, wireguard-ui, easy-wg-quick and whatever else writes one.
final class WgQuickFile {

    /// In front of each line of a peer that PiVPN has switched off.
    private static final String SWITCHED_OFF = "#[disabled] ";

    /// Settings that say nothing, or what Warren does anyway.
    private static final Pattern WITHOUT_LOSS = Pattern.compile("\\w+=|table=auto|saveconfig=\\w+");

    private final LineErrors errors;
    private final List<Section> sections = new ArrayList<>();
    private List<String> comments = new ArrayList<>();

    private WgQuickFile(LineErrors errors) {
        this.errors = errors;
    }

    /// A part of the file that begins with its name in brackets.
    private static final class Section {

        final int line;
        final boolean peer;
        final boolean enabled;
        final List<String> comments;
        final Map<String, List<Text>> settings = new LinkedHashMap<>();

        Section(int line, boolean peer, boolean enabled, List<String> comments) {
            this.line = line;
            this.peer = peer;
            this.enabled = enabled;
            this.comments = comments;
        }

        /// The last one counts, as with `wg`.
        Text last(String key) {
            List<Text> all = settings.remove(key);
            return all == null ? Text.MISSING : all.getLast();
        }

        /// The parts of all of them, which have commas between.
        List<Text> parts(String key) {
            List<Text> all = settings.remove(key);
            return (all == null ? Stream.<Text>empty() : all.stream())
                    .flatMap(text -> Arrays.stream(text.value().split(","))
                            .map(String::strip)
                            .filter(part -> !part.isEmpty())
                            .map(part -> new Text(text.line(), part)))
                    .toList();
        }
    }

    /// @param errors gets what can't be read
    static ForeignServer read(String text, LineErrors errors) {
        var file = new WgQuickFile(errors);
        int number = 0;
        for (String line : text.split("\\R", -1)) {
            file.line(++number, line.strip());
        }
        return file.server();
    }

    private void line(int number, String line) {
        boolean enabled = !line.startsWith(SWITCHED_OFF);
        String text = enabled ? line : line.substring(SWITCHED_OFF.length()).strip();
        int hash = text.indexOf('#');
        String setting = (hash < 0 ? text : text.substring(0, hash)).strip();
        if (setting.startsWith("[")) {
            section(number, setting, enabled);
        } else if (!setting.isEmpty()) {
            setting(number, setting);
        }
        if (hash >= 0) {
            comment(text.substring(hash).replaceFirst("^[#\\s]+", "").strip(), setting);
        }
    }

    /// One on a line of its own belongs to what follows.
    private void comment(String comment, String before) {
        if (before.isEmpty()) {
            comments.add(comment);
        } else if (!sections.isEmpty()) {
            sections.getLast().comments.addFirst(comment);
        }
    }

    private void section(int number, String header, boolean enabled) {
        switch (header.toLowerCase(Locale.ROOT)) {
            case "[interface]" -> sections.add(new Section(number, false, enabled, comments));
            case "[peer]" -> sections.add(new Section(number, true, enabled, comments));
            default -> errors.add(number, "“%s” is neither [Interface] nor [Peer].".formatted(Shown.of(header)));
        }
        comments = new ArrayList<>();
    }

    private void setting(int number, String setting) {
        int equals = setting.indexOf('=');
        if (equals < 1) {
            errors.add(number, "“%s” is no setting: it has no “=”.".formatted(Shown.of(setting)));
        } else if (sections.isEmpty()) {
            errors.add(number, "This stands in front of [Interface].");
        } else {
            Section section = sections.getLast();
            // Amid the settings it is about them rather than the whole: the last one of the list is a name most likely.
            section.comments.addAll(section.settings.isEmpty() ? section.comments.size() : 0, comments);
            comments = new ArrayList<>();
            section.settings
                    .computeIfAbsent(
                            setting.substring(0, equals).strip().toLowerCase(Locale.ROOT), key -> new ArrayList<>())
                    .add(new Text(number, setting.substring(equals + 1).strip()));
        }
    }

    private ForeignServer server() {
        List<Section> interfaces =
                sections.stream().filter(section -> !section.peer).toList();
        interfaces.stream().skip(1).forEach(second -> errors.add(second.line, "There is an [Interface] already."));
        var leftOut = new ArrayList<LeftOut>();
        List<ForeignPeer> peers = sections.stream()
                .filter(section -> section.peer)
                .map(section -> peer(section, leftOut))
                .toList();
        if (interfaces.isEmpty()) {
            errors.add(1, "There is no [Interface] in this file.");
            return ForeignServer.NONE;
        }
        Section wg = interfaces.getFirst();
        List<Text> addresses = wg.parts("address");
        Text ipv4 = first(addresses, false);
        Text ipv6 = first(addresses, true);
        addresses.stream()
                .filter(address -> address != ipv4 && address != ipv6)
                .forEach(address -> leftOut.add(new LeftOut(address.line(), "Address", Reason.SECOND_ADDRESS)));
        var server = new ForeignServer(
                wg.last("privatekey"), wg.last("listenport"), wg.last("mtu"), ipv4, ipv6, peers, leftOut);
        rest(wg, leftOut);
        leftOut.sort(Comparator.comparingInt(LeftOut::line));
        return server;
    }

    private static ForeignPeer peer(Section section, List<LeftOut> leftOut) {
        var peer = new ForeignPeer(
                section.line,
                PeerName.in(section.comments),
                section.last("publickey").value(),
                null,
                orNull(section.last("presharedkey").value()),
                section.parts("allowedips").stream().map(Text::value).toList(),
                section.last("endpoint").value(),
                section.enabled);
        rest(section, leftOut);
        return peer;
    }

    /// What nobody has asked the section for.
    private static void rest(Section section, List<LeftOut> leftOut) {
        section.settings.forEach((key, texts) -> {
            Reason reason = key.matches("(pre|post)(up|down)") ? Reason.COMMANDS : Reason.UNKNOWN;
            texts.stream()
                    .filter(text ->
                            !WITHOUT_LOSS.matcher(key + "=" + text.value()).matches())
                    .forEach(text -> leftOut.add(new LeftOut(text.line(), key, reason)));
        });
    }

    private static Text first(List<Text> addresses, boolean ipv6) {
        return addresses.stream()
                .filter(address -> address.value().contains(":") == ipv6)
                .findFirst()
                .orElse(Text.MISSING);
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
