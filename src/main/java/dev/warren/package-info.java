/// A WireGuard server with a web admin: the process as a whole.
@NullMarked
package dev.warren;

import org.jspecify.annotations.NullMarked;
