package dev.warren.interfaces;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/// The texts of the pages about interfaces. Templates say `{interfaces:name}`.
@MessageBundle("interfaces")
public interface InterfacesTexts {

    @Message("Interfaces")
    String interfaces();

    @Message("The WireGuard networks of this server.")
    String lead();

    @Message("No interface yet")
    String none();

    @Message("The setup makes the first one.")
    String noneLead();

    @Message("Name")
    String name();

    @Message("State")
    String state();

    @Message("Addresses")
    String addresses();

    @Message("Port")
    String port();

    @Message("Running")
    String running();

    @Message("Not running")
    String notRunning();

    @Message("Switched off")
    String off();

    @Message("Public key")
    String publicKey();

    @Message("Save")
    String save();

    @Message("Cancel")
    String cancel();

    @Message("Letters, digits and _ = + . -, at most 15. A change restarts the tunnel.")
    String nameHint();

    @Message("Comment")
    String comment();

    @Message("Enabled")
    String enabled();

    @Message("Switched off, nobody can connect, and everything is kept.")
    String enabledHint();

    @Message("Network")
    String network();

    @Message("UDP port")
    String listenPort();

    @Message("IPv4 range")
    String ipv4();

    @Message("IPv6 range")
    String ipv6();

    @Message("The address of the server with the length of the range's prefix: 10.8.0.1/24.")
    String rangeHint();

    @Message("MTU")
    String mtu();

    @Message("Reached at")
    String endpoint();

    @Message("Host name or address by which clients find this server, with a port if it is another one.")
    String endpointHint();

    @Message("What peers inherit")
    String inherited();

    @Message("DNS servers and search domains")
    String clientDns();

    @Message("Sent through the tunnel (AllowedIPs)")
    String clientAllowedIps();

    @Message("Keepalive every (seconds)")
    String clientKeepalive();

    @Message("0 is off; 25 keeps a way through a NAT open.")
    String keepaliveHint();

    @Message("To other networks")
    String nat();

    @Message("Masquerade IPv4")
    String natIpv4();

    @Message("Masquerade IPv6")
    String natIpv6();

    @Message("Peers reach the internet under the address of this server.")
    String natHint();

    @Message("Outgoing device")
    String natDevice();

    @Message("Any")
    String anyDevice();

    @Message("Special")
    String special();

    @Message("Routes to the networks behind peers")
    String routes();

    @Message("auto, off, or the number of a routing table of its own.")
    String routesHint();

    @Message("Further endpoints")
    String endpoints();

    @Message(
            "One on each line: office = 203.0.113.7:51820. A peer uses the one above unless one of these is chosen for it.")
    String endpointsHint();

    @Message("Isolation")
    String isolation();

    @Message("Peers reach the server and what lies behind it, but not each other.")
    String isolationHint();

    @Message("Hooks")
    String hooks();

    @Message(
            "Commands for sh, at most 30 s each. interface, port, ipv4Cidr, ipv6Cidr, device and uiPort are filled in where they stand in double braces.")
    String hooksHint();

    @Message("Before the start")
    String preUp();

    @Message("After the start")
    String postUp();

    @Message("Before the end")
    String preDown();

    @Message("After the end")
    String postDown();

    @Message("Mark of the outer packets (fwmark)")
    String fwmark();

    @Message("Device for the outer packets")
    String bindDevice();
}
