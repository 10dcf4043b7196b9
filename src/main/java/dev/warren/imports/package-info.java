/// Takes over interfaces that other programs have run, with their keys and peers.
@NullMarked
package dev.warren.imports;

import org.jspecify.annotations.NullMarked;
