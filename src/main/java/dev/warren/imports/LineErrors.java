package dev.warren.imports;

import dev.warren.web.FieldErrors;
import dev.warren.web.Rejection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What is wrong with a file, by its lines.
final class LineErrors {

    private final Map<Integer, List<String>> sentences = new TreeMap<>();

    /// @param line counted from 1
    void add(int line, String sentence) {
        List<String> ofLine = sentences.computeIfAbsent(line, key -> new ArrayList<>());
        if (!ofLine.contains(sentence)) {
            ofLine.add(sentence);
        }
    }

    /// All that a refusal says, for whatever begins at this line.
    void add(int line, Rejection refused) {
        if (refused.errors().isEmpty()) {
            add(line, refused.sentence());
        } else {
            refused.errors().all().values().forEach(sentence -> add(line, sentence));
        }
    }

    List<String> at(int line) {
        return sentences.getOrDefault(line, List.of());
    }

    boolean isEmpty() {
        return sentences.isEmpty();
    }

    int size() {
        return sentences.values().stream().mapToInt(List::size).sum();
    }

    /// Throws the [Rejection] that names each line, if anything is wrong.
    void reject() {
        var errors = new FieldErrors();
        sentences.forEach((line, ofLine) -> errors.add("line " + line, String.join(" ", ofLine)));
        errors.reject();
    }

    /// By the lines, in their order.
    List<Map.Entry<Integer, List<String>>> all() {
        return List.copyOf(sentences.entrySet());
    }
}
