package dev.warren.imports;

import org.jspecify.annotations.Nullable;

/// What somebody asks to import.
///
/// @param text     the file
/// @param name     of the interface that is to be; null to find one
/// @param port     null for the one in the file
/// @param endpoint where clients reach this server; null to find it
record Wish(
        String text,
        @Nullable String name,
        @Nullable String port,
        @Nullable String endpoint) {

    /// A file far larger than that of any server.
    private static final int LONGEST = 4 * 1024 * 1024;

    /// What the file says of its server.
    ///
    /// @param errors gets what can't be read
    ForeignServer read(LineErrors errors) {
        if (text.isBlank()) {
            errors.add(1, "There is nothing in this file.");
        } else if (text.length() > LONGEST) {
            errors.add(1, "The file is larger than %d MB.".formatted(LONGEST / 1024 / 1024));
        }
        if (!errors.isEmpty()) {
            return ForeignServer.NONE;
        }
        String readable = text.startsWith("\uFEFF") ? text.substring(1) : text;
        return readable.stripLeading().startsWith("{")
                ? WgEasyFile.read(readable, errors)
                : WgQuickFile.read(readable, errors);
    }
}
