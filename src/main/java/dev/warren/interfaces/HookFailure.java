package dev.warren.interfaces;

import java.time.Instant;

/// A hook that did not do what it should have.
///
/// @param hook as the interface's field is called: `postUp`
/// @param reason a sentence: with which exit code it ended, or that it took too long
/// @param output what it printed last, for administrators only: nobody knows what is in it
public record HookFailure(String hook, Instant at, String reason, String output) {}
