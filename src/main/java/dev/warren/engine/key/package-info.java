/// WireGuard's keys: 32 bytes each, written as Base64 by people and as hexadecimal by the `wg` tool's socket protocol.
///
/// Secrets compare in constant time, never show in `toString` or in an exception, and can be zeroed.
@NullMarked
package dev.warren.engine.key;

import org.jspecify.annotations.NullMarked;
