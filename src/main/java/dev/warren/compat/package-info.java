/// The API of wg-easy 15, for the programs that were written for it.
@NullMarked
package dev.warren.compat;

import org.jspecify.annotations.NullMarked;
