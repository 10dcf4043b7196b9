package dev.warren.accounts;

import java.util.function.Predicate;
import java.util.function.Supplier;

/// Credentials that came with a request, and what has to be done to believe them.
///
/// @param key    the same for the same credentials from the same address
/// @param enough whether a proof of a moment ago lets this very request in; asked on an event loop
/// @param proved asks the database, and takes its time; throws what the visitor is to know if they are worth nothing
record Claim(RecentProofs.Key key, Predicate<Proof> enough, Supplier<Proof> proved) {}
