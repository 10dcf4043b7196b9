/// History: how much each peer moved and when, and its sessions.
@NullMarked
package dev.warren.traffic;

import org.jspecify.annotations.NullMarked;
