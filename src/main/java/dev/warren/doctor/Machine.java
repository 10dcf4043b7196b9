package dev.warren.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The machine as the kernel describes it. Tests describe another one.
///
/// @param root above `/proc`, `/sys` and `/dev`
/// @param names asks the resolver
/// @param addresses of the machine itself
/// @param clockIsSet whether something keeps the clock right
record Machine(Path root, Names names, Supplier<List<InetAddress>> addresses, BooleanSupplier clockIsSet) {

    /// The resolver.
    @FunctionalInterface
    interface Names {
        List<InetAddress> of(String host) throws UnknownHostException;
    }

    static Machine real() {
        return new Machine(
                Path.of("/"), host -> List.of(InetAddress.getAllByName(host)), Machine::ownAddresses, Clock::isSet);
    }

    Path path(String absolute) {
        return root.resolve(absolute.substring(1));
    }

    /// The content of a file of the kernel's; empty if it has none of this name.
    Optional<String> read(String absolute) {
        try {
            return Optional.of(Files.readString(path(absolute)).strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// The rows of a table of the kernel's, cut at their spaces.
    Stream<String[]> rows(String absolute) {
        return read(absolute).stream()
                .flatMap(String::lines)
                .map(line -> line.strip().split("\\s+"));
    }

    private static List<InetAddress> ownAddresses() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(device -> device.getInterfaceAddresses().stream())
                    .map(InterfaceAddress::getAddress)
                    .toList();
        } catch (SocketException e) {
            return List.of();
        }
    }
}
