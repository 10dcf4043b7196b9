package dev.warren.web;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// One page of a list of the API.
///
/// @param items the entries in the order that was asked for
/// @param next  what `after` has to be for the page that follows; null on the last one
public record Listing<T>(
        List<T> items,

        @Schema(description = "the value of `after` for the page that follows; null on the last one") @Nullable String next) {}
