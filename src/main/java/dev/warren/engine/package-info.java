/// The embedded WireGuard engine: the only door through which the rest of Warren reaches it.
///
/// Everything below this package is plain Java: no framework, no clock reads inside the protocol, no logging but
/// `System.Logger`.
@NullMarked
package dev.warren.engine;

import org.jspecify.annotations.NullMarked;
