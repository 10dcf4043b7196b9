package dev.warren.engine.linux;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/// An entry of a routing table.
///
/// @param length how many of the destination's bits count; the others are ignored
/// @param gateway the next hop, or null when destinations are reached through the interface itself
/// @param table 254 is the main one
public record Route(
        InetAddress destination,
        int length,
        Link link,
        @Nullable InetAddress gateway,
        int table) {

    public static final int MAIN_TABLE = 254;

    /// A route through the interface itself in the main table.
    public static Route through(Link link, InetAddress destination, int length) {
        return new Route(destination, length, link, null, MAIN_TABLE);
    }

    public Route inTable(int table) {
        return new Route(destination, length, link, gateway, table);
    }

    public Route via(InetAddress gateway) {
        return new Route(destination, length, link, gateway, table);
    }

    /// `10.0.0.0/8 dev wg0 table 51820`, as `ip` has it.
    @Override
    public String toString() {
        return destination.getHostAddress() + "/" + length + (gateway == null ? "" : " via " + gateway.getHostAddress())
                + " dev " + link.name() + (table == MAIN_TABLE ? "" : " table " + table);
    }
}
