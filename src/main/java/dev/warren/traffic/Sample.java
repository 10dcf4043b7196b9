package dev.warren.traffic;

import java.time.Instant;

/// How much moved within one step.
///
/// @param at its beginning
/// @param receiveBytes from the peer
/// @param transmitBytes to the peer
record Sample(Instant at, long receiveBytes, long transmitBytes) {}
