package dev.warren.doctor;

import java.util.stream.Stream;

/// Looks at one thing.
@FunctionalInterface
interface Check {
    Stream<Finding> look(Machine machine, Installation warren);
}
