package dev.warren.audit;

/// What something was done to.
///
/// @param type `user`, `interface`, `peer`, `settings`, …
/// @param id   its id, which outlives a change of name
/// @param name its name at that time
public record Subject(String type, String id, String name) {}
