package dev.warren.interfaces;

/// Numbers as people type them.
public final class WholeNumber {

    private WholeNumber() {}

    /// @param what begins the sentence that refuses `text`: "The port"
    /// @throws IllegalArgumentException if `text` is no number from `least` to `most`
    public static int parse(String what, String text, int least, int most) {
        String digits = text.strip();
        if (digits.matches("\\d{1,10}")) {
            long number = Long.parseLong(digits);
            if (number >= least && number <= most) {
                return (int) number;
            }
        }
        throw new IllegalArgumentException(
                "%s is a number from %d to %d, not “%s”.".formatted(what, least, most, Shortened.of(text)));
    }
}
