package dev.warren.interfaces;

import org.jspecify.annotations.Nullable;

/// Whether packets of peers leave under the host's own address, family by family.
///
/// @param device that they leave by; null for whichever the routes choose
public record Masquerade(
        boolean ipv4, boolean ipv6, @Nullable String device) {}
