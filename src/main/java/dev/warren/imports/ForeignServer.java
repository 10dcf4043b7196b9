package dev.warren.imports;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// An interface with its peers as the file of another program has it: text, not yet checked.
///
/// @param privateKey its place and value; the value is empty if the file has none
/// @param port       likewise
/// @param mtu        likewise
/// @param ipv4       the server's address with the length of the range
/// @param ipv6       likewise
/// @param leftOut    what the file says and Warren does not take over
record ForeignServer(
        Text privateKey, Text port, Text mtu, Text ipv4, Text ipv6, List<ForeignPeer> peers, List<LeftOut> leftOut) {

    /// What a file is that has no server in it.
    static final ForeignServer NONE = new ForeignServer(
            Text.MISSING, Text.MISSING, Text.MISSING, Text.MISSING, Text.MISSING, List.of(), List.of());

    /// A value and the line where it stands.
    ///
    /// @param line counted from 1; 0 for what the file doesn't have
    record Text(int line, String value) {

        static final Text MISSING = new Text(0, "");

        boolean isMissing() {
            return value.isEmpty();
        }
    }

    /// A peer of it.
    ///
    /// @param line       where it begins
    /// @param name       empty if nothing in the file says how it is called
    /// @param privateKey null unless the file has it
    /// @param allowed    the addresses and networks by which the server knows it
    /// @param endpoint   empty if the server waits for it
    record ForeignPeer(
            int line,
            String name,
            String publicKey,
            @Nullable String privateKey,
            @Nullable String presharedKey,
            List<String> allowed,
            String endpoint,
            boolean enabled) {}

    /// A setting that is not taken over.
    ///
    /// @param setting its name in the file
    record LeftOut(int line, String setting, Reason reason) {}

    /// Why.
    enum Reason {
        /// Warren has no such setting, or clients have it instead of the server.
        UNKNOWN,
        /// Commands, mostly for NAT and forwarding, which Warren does by itself.
        COMMANDS,
        /// A second address of the same family.
        SECOND_ADDRESS
    }
}
