package dev.warren.interfaces;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The kernel's switches for handing packets on between devices.
final class Forwarding {

    /// How the switches stood before Warren touched them.
    record State(boolean ipv4, boolean ipv6) {}

    private final Path sysctl;

    Forwarding(Path sysctl) {
        this.sysctl = sysctl;
    }

    State state() {
        return new State(isOn(ipv4()), isOn(ipv6()));
    }

    /// Switches on what is asked for and not on yet. Returns a sentence that says what could not be, or null.
    @Nullable String switchOn(boolean wantIpv4, boolean wantIpv6) {
        String trouble = null;
        if (wantIpv4 && !isOn(ipv4())) {
            trouble = write(ipv4(), "1", "IPv4", "net.ipv4.ip_forward=1");
        }
        if (wantIpv6 && !isOn(ipv6())) {
            keepRouterAdvertisements();
            String other = write(ipv6(), "1", "IPv6", "net.ipv6.conf.all.forwarding=1");
            trouble = trouble == null ? other : trouble;
        }
        return trouble;
    }

    /// Switches off what was off.
    void restore(State before) {
        if (!before.ipv4() && isOn(ipv4())) {
            write(ipv4(), "0", "IPv4", "");
        }
        if (!before.ipv6() && isOn(ipv6())) {
            write(ipv6(), "0", "IPv6", "");
        }
    }

    /// A forwarding host ignores router advertisements unless `accept_ra` is 2, and would lose its own IPv6 default
    /// route. 2 means the same as 1 while forwarding is off, so it is not taken back.
    private void keepRouterAdvertisements() {
        try (DirectoryStream<Path> devices = Files.newDirectoryStream(sysctl.resolve("net/ipv6/conf"))) {
            for (Path device : devices) {
                Path acceptRa = device.resolve("accept_ra");
                if (Files.exists(acceptRa) && Files.readString(acceptRa).strip().equals("1")) {
                    Files.writeString(acceptRa, "2");
                }
            }
        } catch (IOException e) {
            System.getLogger(Forwarding.class.getName()).log(System.Logger.Level.DEBUG, "accept_ra stays as it is", e);
        }
    }

    private static boolean isOn(Path path) {
        try {
            return Files.exists(path) && Files.readString(path).strip().equals("1");
        } catch (IOException e) {
            return false;
        }
    }

    private @Nullable String write(Path path, String value, String family, String setting) {
        if (!Files.exists(path)) {
            return null; // a kernel without this family has nothing to forward
        }
        try {
            Files.writeString(path, value);
            return null;
        } catch (IOException e) {
            return "%s forwarding is off and can't be switched on from here: set %s on the host, or start the container with --sysctl %s."
                    .formatted(family, setting, setting);
        }
    }

    private Path ipv4() {
        return sysctl.resolve("net/ipv4/ip_forward");
    }

    private Path ipv6() {
        return sysctl.resolve("net/ipv6/conf/all/forwarding");
    }
}
