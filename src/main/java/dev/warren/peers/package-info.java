/// Peers: what is stored about them, who of them may connect, their live figures, and the configurations they get.
@NullMarked
package dev.warren.peers;

import org.jspecify.annotations.NullMarked;
