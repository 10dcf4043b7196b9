package dev.warren.interfaces;

import dev.warren.engine.EngineConfig;
import dev.warren.engine.IpPrefix;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What a new interface could be: the next free name, port and ranges, and the rest as on the first one.
final class InterfaceSuggestion {

    private final List<WgInterface> others;
    private final boolean ipv6;

    private InterfaceSuggestion(List<WgInterface> others, boolean ipv6) {
        this.others = others;
        this.ipv6 = ipv6;
    }

    /// Call it inside a transaction. Nothing is reserved: two who ask get the same answer.
    ///
    /// @param ipv6 false leaves IPv6 out
    static InterfaceForm next(boolean ipv6) {
        return new InterfaceSuggestion(WgInterface.listByName(), ipv6).form();
    }

    private InterfaceForm form() {
        return new InterfaceForm(
                name(),
                "",
                true,
                String.valueOf(port()),
                range(),
                ipv6 ? InterfaceDraft.randomIpv6().toString() : "",
                String.valueOf(EngineConfig.DEFAULT_MTU),
                WgInterface.first().map(wg -> wg.endpoint().hostOnly()).orElse(""),
                "",
                "",
                IpPrefixes.everything().toString(),
                "0",
                "",
                "0",
                "",
                "auto",
                true,
                ipv6,
                "",
                false,
                Hooks.none());
    }

    private String name() {
        Set<String> taken = new HashSet<>();
        others.forEach(wg -> taken.add(wg.name().toLowerCase(Locale.ROOT)));
        return IntStream.iterate(0, number -> number + 1)
                .mapToObj(number -> "wg" + number)
                .filter(name -> !taken.contains(name))
                .findFirst()
                .orElseThrow();
    }

    private int port() {
        Set<Integer> taken = new HashSet<>();
        others.forEach(wg -> taken.add(wg.listenPort()));
        return IntStream.concat(
                        IntStream.rangeClosed(EngineConfig.DEFAULT_PORT, 65_535),
                        IntStream.range(1_024, EngineConfig.DEFAULT_PORT))
                .filter(port -> !taken.contains(port) && isFree(port))
                .findFirst()
                .orElse(EngineConfig.DEFAULT_PORT);
    }

    private static boolean isFree(int port) {
        try (var socket = new DatagramSocket(null)) {
            socket.bind(new InetSocketAddress(port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /// The first of 10.8.0.0/24, 10.8.1.0/24 and so on that meets neither another interface nor a network behind a
    /// peer nor one of this machine; empty if there is none left.
    private String range() {
        List<IpPrefix> taken = new ArrayList<>(machine());
        others.stream()
                .flatMap(wg -> Stream.ofNullable(wg.ipv4()))
                .map(IpPrefix::network)
                .forEach(taken::add);
        return IntStream.range(0, 256 * 248)
                .mapToObj(number -> IpPrefix.parse("10.%d.%d.0/24".formatted(8 + number / 256, number % 256)))
                .filter(range -> taken.stream().noneMatch(range::overlaps))
                .filter(range -> RoutedNetworks.overlapping(range).isEmpty())
                .findFirst()
                .map(IpText::of)
                .orElse("");
    }

    private static List<IpPrefix> machine() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(device -> device.getInterfaceAddresses().stream())
                    .filter(address -> Objects.nonNull(address.getAddress()))
                    .map(address -> new IpPrefix(address.getAddress(), address.getNetworkPrefixLength()).network())
                    .filter(network -> network.length() > 0)
                    .toList();
        } catch (SocketException e) {
            return List.of();
        }
    }
}
