package dev.warren.peers;

import dev.warren.peers.AccessTerms.Barrier;

/// Time or traffic has let a peer in or turned it away; a change by somebody is not told here.
///
/// @param barrier what keeps it out now
public record AccessChanged(Member member, Barrier barrier) {}
