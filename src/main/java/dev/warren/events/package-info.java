/// What happened: an entry for each thing that somebody may want to be told of, as a list and as a stream.
@NullMarked
package dev.warren.events;

import org.jspecify.annotations.NullMarked;
