/// What stands between Warren and working tunnels on this machine: each thing looked at, said in a sentence, and with
/// the
/// remedy. It works beside a running server and in place of one.
@NullMarked
package dev.warren.doctor;

import org.jspecify.annotations.NullMarked;
