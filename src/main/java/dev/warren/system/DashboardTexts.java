package dev.warren.system;

import dev.warren.events.EventKind;
import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/// The texts of the dashboard. Templates say `{dashboard:busiest}`.
@MessageBundle("dashboard")
public interface DashboardTexts {

    @Message("Dashboard")
    String dashboard();

    @Message("Busiest now")
    String busiest();

    @Message("All peers")
    String allPeers();

    @Message("Latest events")
    String events();

    @Message("All events")
    String allEvents();

    @Message("Nothing has happened yet. Peers that connect, and whatever somebody changes, appear here.")
    String noEvents();

    @Message(
            "{#when kind}{#is CONNECTED}connected{#is DISCONNECTED}disconnected{#is CREATED}created{#is CHANGED}changed{#is DELETED}deleted{#is EXPIRED}expired{#is OVER_QUOTA}over quota{#else}sign-in failed{/when}")
    String kind(EventKind kind);

    @Message("by {name}")
    String by(String name);

    @Message("Interfaces")
    String interfaces();

    @Message("{#if peers == 1}{online} of one peer online{#else}{online} of {peers} peers online{/if}")
    String ofPeers(int online, int peers);

    @Message("Bring the first device in")
    String first();

    @Message(
            "Type a name and press Enter. Keys and addresses are made for it, and its QR code appears to be scanned with the WireGuard app.")
    String firstLead();

    @Message("No peers yet. An administrator or operator makes them.")
    String firstWait();

    @Message("There is no interface, so no peer can be made.")
    String noInterface();
}
