/// What Prometheus reads.
@NullMarked
package dev.warren.metrics;

import org.jspecify.annotations.NullMarked;
