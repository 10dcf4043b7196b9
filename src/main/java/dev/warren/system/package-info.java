/// Warren as a whole: the dashboard and the state of the server.
@NullMarked
package dev.warren.system;

import org.jspecify.annotations.NullMarked;
