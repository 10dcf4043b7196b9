/// The first start: the wizard, or the variables that take its place.
@NullMarked
package dev.warren.setup;

import org.jspecify.annotations.NullMarked;
