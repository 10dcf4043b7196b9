package dev.warren.imports;

import dev.warren.imports.ForeignServer.LeftOut;
import dev.warren.web.FieldErrors;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What would become of a file.
///
/// @param publicKey of the server; empty if the file has no key
/// @param ranges    the server's addresses
/// @param lines     what is wrong with the file, by its lines
/// @param errors    what is wrong with the interface that is to be
record Preview(
        String name,
        String port,
        String endpoint,
        String publicKey,
        List<String> ranges,
        List<Line> peers,
        List<LeftOut> leftOut,
        List<Map.Entry<Integer, List<String>>> lines,
        FieldErrors errors) {

    /// More than anybody reads.
    private static final int SHOWN = 200;

    private static final Set<String> FIELDS = Set.of("name", "listenPort", "endpoint");

    /// A peer of the file.
    ///
    /// @param number   where it begins
    /// @param addresses what it has inside the tunnel, and the networks behind it
    record Line(int number, String name, String addresses, boolean enabled) {}

    public boolean isPossible() {
        return lines.isEmpty() && errors.isEmpty();
    }

    /// What is wrong and has no field on the page.
    public List<String> otherErrors() {
        return errors.all().entrySet().stream()
                .filter(error -> !FIELDS.contains(error.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    public List<Line> shown() {
        return peers.subList(0, Math.min(SHOWN, peers.size()));
    }

    public int hidden() {
        return Math.max(0, peers.size() - SHOWN);
    }
}
