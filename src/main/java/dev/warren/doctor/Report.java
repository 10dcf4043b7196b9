package dev.warren.doctor;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/// Everything that was looked at, and when.
///
/// @param findings the worst first, those of the same weight in the order of the examination
public record Report(Instant at, List<Finding> findings) {

    public Report {
        findings = findings.stream()
                .sorted(Comparator.comparing(Finding::severity).reversed())
                .toList();
    }

    /// The findings with each remedy apart, for programs and the terminal.
    List<Finding> parted() {
        return findings.stream().map(Finding::parted).toList();
    }

    /// The weight of the worst finding.
    public Severity worst() {
        return findings.isEmpty() ? Severity.OK : findings.getFirst().severity();
    }

    /// Those that want something done.
    public List<Finding> troubles() {
        return findings.stream().filter(Finding::isTrouble).toList();
    }
}
