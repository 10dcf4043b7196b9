/// The protocol of WireGuard's whitepaper without threads, sockets or clocks: handshake, key pairs, replay filter,
/// indices,
/// cookies and rate limits.
///
/// `now` is a `long` of nanoseconds on a clock that counts suspended time and never goes back; only differences of it
/// are
/// used. Unless a class says otherwise, its caller lets one thread at a time in. Section numbers (§) are those of the
/// whitepaper,
/// "WireGuard: Next Generation Kernel Network Tunnel", and the variable names are its own.
@NullMarked
package dev.warren.engine.noise;

import org.jspecify.annotations.NullMarked;
