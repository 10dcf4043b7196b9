package dev.warren.imports;

/// What somebody wrote, short enough for a sentence and without what can't be seen.
final class Shown {

    private static final int LONGEST = 40;

    private Shown() {}

    static String of(String text) {
        String seen = text.replaceAll("\\p{C}", "");
        return seen.length() <= LONGEST ? seen : seen.substring(0, LONGEST) + "…";
    }
}
