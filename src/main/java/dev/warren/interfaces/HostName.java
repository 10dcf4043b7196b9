package dev.warren.interfaces;

import java.util.regex.Pattern;

/// Names of hosts and domains by the letters and lengths of RFC 1123.
final class HostName {

    private static final int LONGEST = 253;
    private static final Pattern LABELS = Pattern.compile(
            "[a-zA-Z0-9_]([a-zA-Z0-9_-]{0,61}[a-zA-Z0-9])?(\\.[a-zA-Z0-9_]([a-zA-Z0-9_-]{0,61}[a-zA-Z0-9])?)*");

    private HostName() {}

    static boolean isValid(String name) {
        return name.length() <= LONGEST && LABELS.matcher(name).matches() && !isLiteral(name);
    }

    /// Whether `text` can only be meant as an IP address. A name whose last label is a number is one too many for
    /// resolvers.
    static boolean isLiteral(String text) {
        return text.indexOf(':') >= 0 || text.matches("(.*\\.)?\\d+");
    }
}
