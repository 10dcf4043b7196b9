package dev.warren.interfaces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForwardingTest {

    @TempDir
    Path sysctl;

    private Path ipv4;
    private Path ipv6;
    private Path acceptRa;

    @BeforeEach
    void switchesAreOff() throws IOException {
        ipv4 = file("net/ipv4/ip_forward", "0\n");
        ipv6 = file("net/ipv6/conf/all/forwarding", "0\n");
        acceptRa = file("net/ipv6/conf/eth0/accept_ra", "1\n");
    }

    @Test
    void only_what_is_asked_for_is_switched_on() throws IOException {
        assertNull(new Forwarding(sysctl).switchOn(true, false));

        assertEquals("1", Files.readString(ipv4).strip());
        assertEquals("0", Files.readString(ipv6).strip());
        assertEquals("1", Files.readString(acceptRa).strip());
    }

    @Test
    void a_host_that_forwards_ipv6_goes_on_to_hear_router_advertisements() throws IOException {
        assertNull(new Forwarding(sysctl).switchOn(false, true));

        assertEquals("1", Files.readString(ipv6).strip());
        assertEquals("2", Files.readString(acceptRa).strip());
    }

    @Test
    void what_was_off_is_switched_off_again_and_what_was_on_stays_on() throws IOException {
        Files.writeString(ipv4, "1\n");
        var forwarding = new Forwarding(sysctl);
        Forwarding.State before = forwarding.state();
        forwarding.switchOn(true, true);

        forwarding.restore(before);

        assertEquals("1", Files.readString(ipv4).strip());
        assertEquals("0", Files.readString(ipv6).strip());
    }

    @Test
    void a_kernel_without_ipv6_has_nothing_to_switch() throws IOException {
        Files.delete(ipv6);

        assertNull(new Forwarding(sysctl).switchOn(true, true));
    }

    private Path file(String path, String content) throws IOException {
        Path file = sysctl.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }
}
