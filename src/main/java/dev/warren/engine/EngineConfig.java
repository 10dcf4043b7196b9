package dev.warren.engine;

import dev.warren.engine.key.PrivateKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an engine is told about its own interface.
///
/// @param name 1–15 characters, none of them `/` or white space
/// @param listenPort UDP port, 0 for a free one
/// @param mtu 576–65,535 bytes
/// @param fwmark mark of the outer packets (`SO_MARK`), 0 for none
/// @param addresses the interface's own, with their prefix lengths
/// @param bindDevice network device or VRF that the outer packets are bound to (`SO_BINDTODEVICE`)
public record EngineConfig(
        String name,
        PrivateKey privateKey,
        int listenPort,
        int mtu,
        int fwmark,
        List<IpPrefix> addresses,
        Routes routes,
        @Nullable String bindDevice,
        Offload offload) {

    public static final int DEFAULT_PORT = 51820;
    public static final int DEFAULT_MTU = 1420;

    public EngineConfig {
        requireName(name);
        requireRange("listen port", listenPort, 0, 65_535);
        requireRange("MTU", mtu, 576, 65_535);
        addresses = List.copyOf(addresses);
    }

    /// An interface with this name and key, port 51820, MTU 1420 and nothing else set.
    public static EngineConfig named(String name, PrivateKey privateKey) {
        return new EngineConfig(
                name, privateKey, DEFAULT_PORT, DEFAULT_MTU, 0, List.of(), Routes.AUTO, null, Offload.AUTO);
    }

    public EngineConfig withPrivateKey(PrivateKey value) {
        return new EngineConfig(name, value, listenPort, mtu, fwmark, addresses, routes, bindDevice, offload);
    }

    public EngineConfig withListenPort(int value) {
        return new EngineConfig(name, privateKey, value, mtu, fwmark, addresses, routes, bindDevice, offload);
    }

    public EngineConfig withMtu(int value) {
        return new EngineConfig(name, privateKey, listenPort, value, fwmark, addresses, routes, bindDevice, offload);
    }

    public EngineConfig withFwmark(int value) {
        return new EngineConfig(name, privateKey, listenPort, mtu, value, addresses, routes, bindDevice, offload);
    }

    public EngineConfig withAddresses(List<IpPrefix> value) {
        return new EngineConfig(name, privateKey, listenPort, mtu, fwmark, value, routes, bindDevice, offload);
    }

    public EngineConfig withRoutes(Routes value) {
        return new EngineConfig(name, privateKey, listenPort, mtu, fwmark, addresses, value, bindDevice, offload);
    }

    public EngineConfig withBindDevice(@Nullable String value) {
        return new EngineConfig(name, privateKey, listenPort, mtu, fwmark, addresses, routes, value, offload);
    }

    public EngineConfig withOffload(Offload value) {
        return new EngineConfig(name, privateKey, listenPort, mtu, fwmark, addresses, routes, bindDevice, value);
    }

    static void requireName(String name) {
        if (!name.matches("[^/\\s]{1,15}") || name.equals(".") || name.equals("..")) {
            throw new IllegalArgumentException(
                    "interface name \"%s\": 1 to 15 characters, no slash and no white space".formatted(name));
        }
    }

    private static void requireRange(String what, int value, int from, int to) {
        if (value < from || value > to) {
            throw new IllegalArgumentException("%s %d: must be %d to %d".formatted(what, value, from, to));
        }
    }
}
