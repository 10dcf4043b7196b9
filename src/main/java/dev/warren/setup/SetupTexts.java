package dev.warren.setup;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/// The texts of the wizard. Templates say `{setup:title}`.
@MessageBundle("setup")
public interface SetupTexts {

    @Message("Set up Warren")
    String title();

    @Message("One form, and your VPN is ready for its first peer. Everything can be changed later.")
    String intro();

    @Message("Your account")
    String account();

    @Message("This server")
    String server();

    @Message("Public host name or address")
    String host();

    @Message("Where clients reach this server from outside.")
    String hostHint();

    @Message("UDP port")
    String port();

    @Message("Open this port in your firewall, and forward it if the server is behind a router.")
    String portHint();

    @Message("Address ranges")
    String ranges();

    @Message("IPv4 range")
    String ipv4();

    @Message("Peers get their addresses from here. Choose a range that none of your networks uses.")
    String ipv4Hint();

    @Message("IPv6 range")
    String ipv6();

    @Message("Leave it empty for a VPN without IPv6.")
    String ipv6Hint();

    @Message("Start")
    String start();
}
