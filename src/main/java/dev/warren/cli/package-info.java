/// What is done by a command on the server's machine rather than in a browser.
@NullMarked
package dev.warren.cli;

import org.jspecify.annotations.NullMarked;
