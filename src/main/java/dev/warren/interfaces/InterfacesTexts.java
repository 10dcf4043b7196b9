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

    @Message("New interface")
    String newOne();

    @Message("Import")
    String importOne();

    @Message("The suggestions are free: another network beside those that are there, ready to be made.")
    String newLead();

    @Message("Create")
    String make();

    @Message("Saved")
    String saved();

    @Message("Switch on")
    String up();

    @Message("Switch off")
    String down();

    @Message("{name} goes down now, and with it the tunnels of its {peers} peers. Everything is kept.")
    String downQuestion(String name, long peers);

    @Message("Restart")
    String restart();

    @Message("{name} goes down and up again. Its peers come back by themselves within seconds.")
    String restartQuestion(String name);

    @Message("More for {name}")
    String moreFor(String name);

    @Message("Peers")
    String peers();

    @Message("Delete")
    String delete();

    @Message("Delete {name}?")
    String deleteQuestion(String name);

    @Message(
            "{#if peers == 0}It has no peers. Its key and its ranges are gone for good.{#else}Its {peers} peers are deleted with it, with their keys, addresses and totals. This can't be undone.{/if}")
    String deleteLead(long peers);

    @Message("Type {name} to confirm it")
    String typeName(String name);

    @Message("Delete {name}")
    String deleteNow(String name);

    @Message("Replace the key")
    String rotate();

    @Message("Replace the key of {name}?")
    String rotateQuestion(String name);

    @Message(
            "{#if peers == 0}No peer has to be told.{#else}None of its {peers} peers gets in until it has its configuration anew.{/if}")
    String rotateLead(long peers);

    @Message("Private key")
    String ownPrivateKey();

    @Message("Empty makes a fresh one.")
    String ownPrivateKeyHint();

    @Message("Renumber")
    String renumber();

    @Message("Renumber {name}")
    String renumberTitle(String name);

    @Message("All its peers move along, in one step. You see who gets which address before anything happens.")
    String renumberLead();

    @Message("To move a range together with its peers:")
    String rangesHint();

    @Message("Preview")
    String preview();

    @Message("{peers} peers get another address")
    String moved(long peers);

    @Message("{peers} peers get another address and need their configuration anew. Sessions go on until then.")
    String renumberQuestion(long peers);

    @Message("Now")
    String oldAddress();

    @Message("Then")
    String newAddress();

    @Message("another place")
    String otherPlace();

    @Message("And {count} more.")
    String hidden(int count);

    @Message("{#if peers == 1}One peer gets its new address.{#else}{peers} peers get their new addresses.{/if}")
    String renumbering(long peers);
}
