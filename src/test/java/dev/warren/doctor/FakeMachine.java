package dev.warren.doctor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;

/// A healthy machine in a directory, and what a test makes ill of it.
final class FakeMachine {

    static final long SERVER = 4711;

    private static final String ALL_CAPABILITIES = "000001ffffffffff";
    private static final String TABLE_HEAD =
            "  sl  local_address rem_address st tx_queue rx_queue tr tm->when retrnsmt uid timeout inode\n";

    private final Path root;
    private final Map<String, List<String>> names = new HashMap<>(Map.of("vpn.example.org", List.of("203.0.113.7")));
    private List<String> addresses = new ArrayList<>(List.of("127.0.0.1", "203.0.113.7", "2001:db8::7"));
    private boolean clockIsSet = true;

    FakeMachine(Path root) {
        this.root = root;
        write("/dev/net/tun", "");
        write("/proc/self/status", "CapEff:\t" + ALL_CAPABILITIES);
        write("/proc/" + SERVER + "/status", "CapEff:\t" + ALL_CAPABILITIES);
        write("/proc/sys/net/ipv4/ip_forward", "1");
        write("/proc/sys/net/ipv6/conf/all/forwarding", "1");
        write("/proc/sys/net/ipv6/conf/all/disable_ipv6", "0");
        write("/proc/net/if_inet6", "");
        write("/proc/net/route", """
                Iface Destination Gateway Flags RefCnt Use Metric Mask MTU Window IRTT
                eth0 00000000 010200C0 0003 0 0 0 00000000 0 0 0
                """);
        write(
                "/proc/net/ipv6_route",
                "%s 00 %s 00 20010db8000000000000000000000001 0 0 0 0 eth0%n"
                        .formatted("0".repeat(32), "0".repeat(32)));
        write("/sys/class/net/eth0/mtu", "1500");
        listen("udp", "CA6C", SERVER, "java");
    }

    Machine machine() {
        return new Machine(
                root,
                this::resolve,
                () -> addresses.stream().map(FakeMachine::address).toList(),
                () -> clockIsSet);
    }

    /// Warren as it runs there.
    static Installation running(Path data, Network... networks) {
        return new Installation(data, 51821, true, OptionalLong.of(SERVER), List.of(networks), List.of());
    }

    /// Warren as it will be started there.
    static Installation stopped(Path data, Network... networks) {
        return new Installation(data, 51821, true, OptionalLong.empty(), List.of(networks), List.of());
    }

    static Network wg0(String endpoint, int mtu) {
        return new Network("wg0", true, 51820, endpoint, mtu, true, true, true);
    }

    FakeMachine write(String path, String text) {
        try {
            Path file = root.resolve(path.substring(1));
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    FakeMachine remove(String path) {
        try {
            Files.delete(root.resolve(path.substring(1)));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Nobody listens any more.
    FakeMachine silence() {
        try {
            Files.deleteIfExists(root.resolve("proc/" + SERVER + "/fd/7"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        write("/proc/net/udp", TABLE_HEAD);
        return write("/proc/net/tcp", TABLE_HEAD);
    }

    /// @param port in hexadecimal digits
    FakeMachine listen(String protocol, String port, long pid, String program) {
        silence();
        write(
                "/proc/net/" + protocol,
                TABLE_HEAD + " 1: 00000000:%s 00000000:0000 0A 0:0 00:0 0 0 0 99887 2%n".formatted(port));
        if (pid > 0) {
            write("/proc/" + pid + "/comm", program);
            try {
                Path descriptor = root.resolve("proc/" + pid + "/fd/7");
                Files.createDirectories(descriptor.getParent());
                Files.deleteIfExists(descriptor);
                Files.createSymbolicLink(descriptor, Path.of("socket:[99887]"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return this;
    }

    FakeMachine resolves(String name, String... found) {
        names.put(name, List.of(found));
        return this;
    }

    FakeMachine has(String... own) {
        addresses = List.of(own);
        return this;
    }

    FakeMachine withoutTimeServer() {
        clockIsSet = false;
        return this;
    }

    private List<InetAddress> resolve(String host) throws UnknownHostException {
        if (host.equals("silent.example.org")) {
            while (true) {
                LockSupport.park(); // name servers that never answer; the resolver does not hear of an interruption
                Thread.interrupted();
            }
        }
        if (host.indexOf(':') >= 0 || host.matches("[\\d.]+")) {
            return List.of(address(host));
        }
        List<String> found = names.get(host);
        if (found == null) {
            throw new UnknownHostException(host);
        }
        return found.stream().map(FakeMachine::address).toList();
    }

    private static InetAddress address(String literal) {
        return InetAddress.ofLiteral(literal);
    }
}
