package dev.warren.engine.linux;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/// How the kernel would send to a destination now.
///
/// @param link index of the interface that it leaves by
/// @param source the local address that it would choose, if it says
/// @param gateway the next hop, or null when the destination is a neighbour
/// @param table the routing table that decided
public record RoutePath(
        int link, @Nullable InetAddress source, @Nullable InetAddress gateway, int table) {}
