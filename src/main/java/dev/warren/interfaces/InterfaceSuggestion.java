package dev.warren.interfaces;

import dev.warren.engine.EngineConfig;
import dev.warren.engine.IpPrefix;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What a new interface could be: the next free name, port and ranges, and the rest as on the first one.
final class InterfaceSuggestion {

    private static final long FIRST_RANGE = 10L << 24 | 8 << 16;
    private static final long RANGE_SIZE = 256;

    /// From 10.8.0.0/24 to 10.255.255.0/24.
    private static final int RANGES = 248 * 256;

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
                ipv6 ? IpText.of(InterfaceDraft.randomIpv6()) : "",
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

    private String range() {
        List<IpPrefix> taken = new ArrayList<>(machine());
        others.stream()
                .flatMap(wg -> Stream.ofNullable(wg.ipv4()))
                .map(IpPrefix::network)
                .forEach(taken::add);
        taken.addAll(RoutedNetworks.ipv4());
        return range(taken);
    }

    /// The first of 10.8.0.0/24, 10.8.1.0/24 and so on that meets none of `taken`; empty if there is none left.
    ///
    /// @param taken by other interfaces, as networks behind peers, and by this machine
    static String range(List<IpPrefix> taken) {
        var full = new BitSet(RANGES);
        for (IpPrefix network : taken) {
            if (!network.isIpv6()) {
                long first = number(network.network().address());
                long last = first + (1L << 32 - network.length()) - 1;
                full.set(place(first), place(last + RANGE_SIZE));
            }
        }
        int free = full.nextClearBit(0);
        return free < RANGES ? "10.%d.%d.0/24".formatted(8 + free / 256, free % 256) : "";
    }

    /// Which of the ranges has the address; the first or the one after the last for those outside.
    private static int place(long address) {
        return Math.clamp(Math.floorDiv(address - FIRST_RANGE, RANGE_SIZE), 0, RANGES);
    }

    private static long number(InetAddress ipv4) {
        return Integer.toUnsignedLong(ByteBuffer.wrap(ipv4.getAddress()).getInt());
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
