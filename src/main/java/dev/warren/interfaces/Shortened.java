package dev.warren.interfaces;

/// A value as it is quoted in a sentence about it: short enough to be read, and on one line.
public final class Shortened {

    private static final int MOST = 40;

    private Shortened() {}

    public static String of(String value) {
        String line = value.strip().replaceAll("\\p{Cntrl}", " ");
        return line.length() <= MOST ? line : line.substring(0, MOST) + "…";
    }
}
