/// The device: peers, timers, allowed IPs, and the packets' way between the TUN and the UDP sockets.
///
/// Nothing here starts a thread but [dev.warren.engine.device.DeviceThreads]; every method that depends on time is
/// told it, in nanoseconds of the boot-time clock. Which lock guards what is in `src/docs/synchronization.md`.
@NullMarked
package dev.warren.engine.device;

import org.jspecify.annotations.NullMarked;
