/// What the log tells: whose request a line belongs to, and how much of what is written down.
@NullMarked
package dev.warren.logging;

import org.jspecify.annotations.NullMarked;
