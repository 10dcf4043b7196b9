/// The configuration protocol of `wg`(8) with userspace implementations: `get=1` and `set=1` over a Unix socket.
///
/// Source: <https://www.wireguard.com/xplatform/>.
@NullMarked
package dev.warren.engine.uapi;

import org.jspecify.annotations.NullMarked;
