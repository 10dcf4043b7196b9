package dev.warren.web;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// An address that has what it leads to in itself (RFC 2397): what is shown once has no other.
public final class DataAddress {

    private DataAddress() {}

    /// @param type media type of `content`
    public static String of(String type, String content) {
        return "data:%s;base64,%s"
                .formatted(type, Base64.getEncoder().encodeToString(content.getBytes(StandardCharsets.UTF_8)));
    }
}
