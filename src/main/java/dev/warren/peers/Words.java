package dev.warren.peers;

import dev.warren.interfaces.Shortened;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Constants as words of forms, CSV files and the API: lower case.
final class Words {

    private Words() {}

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /// @param what begins the sentence that refuses `text`
    /// @throws IllegalArgumentException if `text` is the word of none
    static <E extends Enum<E>> E choice(Class<E> type, String what, String text) {
        for (E constant : type.getEnumConstants()) {
            if (of(constant).equalsIgnoreCase(text.strip())) {
                return constant;
            }
        }
        throw new IllegalArgumentException("%s is one of %s, not “%s”."
                .formatted(
                        what,
                        Stream.of(type.getEnumConstants()).map(Words::of).collect(Collectors.joining(", ")),
                        Shortened.of(text)));
    }
}
