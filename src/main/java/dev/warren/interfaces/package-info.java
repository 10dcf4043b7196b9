/// WireGuard interfaces of this server: what is stored about them, the engines that run them, their addresses and NAT.
@NullMarked
package dev.warren.interfaces;

import org.jspecify.annotations.NullMarked;
