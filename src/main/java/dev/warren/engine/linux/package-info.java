/// The C library, the kernel's structures and netlink: everything of Linux that the JDK does not offer.
///
/// Nothing here knows WireGuard. Calls return a value ≥ 0 or a negated [errno][dev.warren.engine.linux.Errno], as the
/// kernel itself does, because on the data path a refusal is an ordinary outcome and must cost nothing;
/// [dev.warren.engine.linux.ErrnoException] is for the control path.
@NullMarked
package dev.warren.engine.linux;

import org.jspecify.annotations.NullMarked;
