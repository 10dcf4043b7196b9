package dev.warren.doctor;

import static dev.warren.doctor.FakeMachine.running;
import static dev.warren.doctor.FakeMachine.stopped;
import static dev.warren.doctor.FakeMachine.wg0;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each thing that the doctor can find, forced on a machine of the test's own.
class ChecksTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @TempDir
    private Path directory;

    private FakeMachine machine;
    private Network wg0;

    @BeforeEach
    void aHealthyMachine() {
        machine = new FakeMachine(directory.resolve("root"));
        wg0 = wg0("vpn.example.org", 1420);
    }

    private List<Finding> look(Check check, Installation warren) {
        return check.look(machine.machine(), warren).toList();
    }

    private List<Finding> beside(Check check) {
        return look(check, running(directory, wg0));
    }

    private List<Finding> before(Check check) {
        return look(check, stopped(directory, wg0));
    }

    private static void assertFound(Severity severity, String id, String words, List<Finding> findings) {
        assertTrue(
                findings.stream()
                        .map(Finding::parted)
                        .anyMatch(finding -> finding.severity() == severity
                                && finding.id().equals(id)
                                && finding.found().contains(words)
                                && finding.remedy().isEmpty() == (severity == Severity.OK)),
                () -> "no %s of %s with “%s” in %s".formatted(severity, id, words, findings));
    }

    @Test
    void on_a_healthy_machine_everything_is_as_it_should_be() {
        for (Check check : List.of(
                new Privileges(Optional::empty),
                new Ports(),
                new Passage(() -> true, names -> List.of()),
                new Endpoints(),
                new TimeOfDay(InstantSource.fixed(NOW)),
                new Uplink())) {
            for (Finding finding : beside(check)) {
                assertEquals(Severity.OK, finding.severity(), finding.toString());
            }
        }
    }

    @Test
    void without_the_tun_device_there_is_no_tunnel() {
        machine.remove("/dev/net/tun");

        assertFound(Severity.ERROR, "tun", "no /dev/net/tun", beside(new Privileges(Optional::empty)));
    }

    @Test
    void the_running_server_needs_the_capability_whoever_asks() {
        machine.write("/proc/" + FakeMachine.SERVER + "/status", "CapEff:\t0000000000000000");

        assertFound(Severity.ERROR, "capabilities", "Warren runs without", beside(new Privileges(Optional::empty)));
        assertFound(Severity.OK, "capabilities", "may make tunnels", before(new Privileges(Optional::empty)));
    }

    @Test
    void a_capability_that_does_not_help_is_found_by_trying() {
        var privileges =
                new Privileges(() -> Optional.of("No interface can be made (EPERM): ask whoever runs the host."));

        Finding finding = before(privileges).getLast();
        assertEquals("No interface can be made (EPERM): ask whoever runs the host.", finding.found());
        assertFound(Severity.ERROR, "capabilities", "No interface can be made (EPERM).", List.of(finding));
        assertEquals("Ask whoever runs the host.", finding.parted().remedy());
    }

    @Test
    void a_port_that_another_program_has_is_told_with_the_program() {
        machine.listen("udp", "CA6C", 812, "dnsmasq");

        assertFound(Severity.ERROR, "port", "taken by dnsmasq (process 812)", before(new Ports()));
        assertFound(Severity.ERROR, "port", "taken by dnsmasq (process 812)", beside(new Ports()));
    }

    @Test
    void a_port_without_a_process_is_the_kernels() {
        machine.listen("udp", "CA6C", 0, "");

        assertFound(Severity.ERROR, "port", "taken by the kernel", before(new Ports()));
    }

    @Test
    void a_running_server_that_does_not_listen_is_ill() {
        machine.silence();

        assertFound(Severity.ERROR, "port", "Nobody listens on UDP port 51820", beside(new Ports()));
        assertFound(Severity.OK, "port", "is free", before(new Ports()));
    }

    @Test
    void the_port_of_the_pages_may_be_taken_too() {
        machine.listen("tcp", "CA6D", 99, "nginx");

        assertFound(Severity.ERROR, "web", "TCP port 51821", before(new Ports()));
        assertFound(Severity.OK, "web", "is Warren's", beside(new Ports()));
    }

    @Test
    void forwarding_that_is_off_beside_a_running_server_stays_off() {
        machine.write("/proc/sys/net/ipv4/ip_forward", "0").write("/proc/sys/net/ipv6/conf/all/forwarding", "0");
        var passage = new Passage(() -> true, names -> List.of());

        assertFound(Severity.ERROR, "forwarding", "IPv4 forwarding is off", beside(passage));
        assertFound(Severity.ERROR, "forwarding", "IPv6 forwarding is off", beside(passage));
        assertFound(Severity.OK, "forwarding", "Warren switches it on", before(passage));
    }

    @Test
    void nat_needs_nft_and_no_firewall_against_it() {
        assertFound(Severity.ERROR, "nat", "program nft", beside(new Passage(() -> false, names -> List.of())));
        assertFound(
                Severity.ERROR,
                "nat",
                "dropped by another firewall.",
                beside(new Passage(
                        () -> true, names -> List.of("Packets are dropped by another firewall: let them pass."))));
    }

    @Test
    void an_endpoint_is_judged_by_where_it_leads() {
        machine.resolves("elsewhere.example.org", "198.51.100.9").resolves("home.example.org", "192.168.1.2");

        assertFound(Severity.ERROR, "endpoint", "no name server knows it", endpoint("nowhere.example.org"));
        assertFound(Severity.ERROR, "endpoint", "everybody's own machine", endpoint("127.0.0.1"));
        assertFound(
                Severity.WARNING,
                "endpoint",
                "none of this machine's addresses (203.0.113.7",
                endpoint("elsewhere.example.org"));
        machine.has("127.0.0.1", "192.168.1.2", "fe80::1");
        assertFound(Severity.NOTE, "endpoint", "in a private network", endpoint("home.example.org"));
        assertFound(Severity.NOTE, "endpoint", "all of those are private", endpoint("vpn.example.org"));
    }

    @Test
    void name_servers_that_do_not_answer_are_waited_for_once_and_not_for_long() {
        var silent = new Network[20];
        Arrays.fill(silent, wg0("silent.example.org", 1420));
        var endpoints = new Endpoints(Duration.ofMillis(500));

        List<Finding> found =
                assertTimeoutPreemptively(Duration.ofSeconds(5), () -> look(endpoints, running(directory, silent)));

        assertEquals(20, found.size());
        assertFound(Severity.ERROR, "endpoint", "do not answer", found);
    }

    private List<Finding> endpoint(String endpoint) {
        return look(new Endpoints(), running(directory, wg0(endpoint, 1420)));
    }

    @Test
    void a_clock_is_judged_by_the_kernel_the_database_and_the_last_line_written() {
        var time = new TimeOfDay(InstantSource.fixed(NOW));
        machine.withoutTimeServer();

        assertFound(Severity.NOTE, "clock", "Nothing that the kernel knows of", beside(time));
        assertFound(
                Severity.ERROR, "clock", "which is over", beside(new TimeOfDay(InstantSource.fixed(Instant.EPOCH))));
        assertFound(
                Severity.ERROR,
                "clock",
                "was set back",
                time.compare(NOW, NOW.plusSeconds(3600)).toList());
        assertFound(
                Severity.WARNING,
                "clock",
                "the database's machine",
                time.compare(NOW.plusSeconds(60), Instant.EPOCH).toList());
        assertEquals(List.of(), time.compare(NOW, NOW).toList());
    }

    @Test
    void a_tunnel_whose_packets_do_not_fit_the_uplink_is_told_the_largest_mtu_that_does() {
        machine.write("/sys/class/net/eth0/mtu", "1454");

        List<Finding> findings = beside(new Uplink());

        assertFound(Severity.WARNING, "mtu", "wg0 has MTU 1420, and eth0 carries 1454", findings);
        assertEquals(
                "Set the MTU of wg0 to 1374, and let clients fetch their configuration again.",
                findings.stream()
                        .filter(finding -> finding.id().equals("mtu"))
                        .findFirst()
                        .orElseThrow()
                        .remedy());
    }

    @Test
    void ipv6_may_be_off_or_lead_nowhere() {
        machine.write("/proc/net/ipv6_route", "");
        assertFound(Severity.NOTE, "ipv6", "no IPv6 to the internet", beside(new Uplink()));

        machine.write("/proc/sys/net/ipv6/conf/all/disable_ipv6", "1");
        assertFound(Severity.ERROR, "ipv6", "IPv6 is switched off", beside(new Uplink()));

        machine.write("/proc/net/route", "");
        assertFound(Severity.WARNING, "uplink", "No route", beside(new Uplink()));
    }

    @Test
    void interfaces_that_are_switched_off_want_nothing() {
        wg0 = new Network("wg0", false, 51820, "nowhere.example.org", 9000, true, true, true);

        assertEquals(List.of(), beside(new Endpoints()));
        assertEquals(
                List.of("web"), beside(new Ports()).stream().map(Finding::id).toList());
    }

    @Test
    void a_data_directory_that_is_none_is_an_error() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));

        assertFound(Severity.ERROR, "disk", "can't write", look(new Disk(), running(file)));
    }
}
