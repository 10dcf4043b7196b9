package dev.warren.interfaces;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefaultDeviceTest {

    @TempDir
    Path proc;

    @Test
    void it_is_where_the_ipv4_default_route_leads() throws IOException {
        Path ipv4 = Files.writeString(proc.resolve("route"), """
                Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
                docker0\t000011AC\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0
                ens3\t00000000\t010011AC\t0003\t0\t0\t0\t00000000\t0\t0\t0
                """);

        assertEquals(Optional.of("ens3"), DefaultDevice.name(ipv4, proc.resolve("none")));
    }

    @Test
    void without_one_it_is_where_the_ipv6_default_route_leads_but_never_the_loopback() throws IOException {
        String zeroes = "0".repeat(32);
        Path ipv6 = Files.writeString(
                proc.resolve("ipv6_route"),
                "%1$s 00 %1$s 00 %1$s ffffffff 00000001 00000000 00200200       lo\n".formatted(zeroes)
                        + "%1$s 00 %1$s 00 fe800000000000000000000000000001 00000400 00000001 00000000 00000003     eth7\n"
                                .formatted(zeroes));

        assertEquals(Optional.of("eth7"), DefaultDevice.name(proc.resolve("none"), ipv6));
    }
}
