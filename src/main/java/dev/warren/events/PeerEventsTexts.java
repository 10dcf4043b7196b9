package dev.warren.events;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/// The texts of the tab that tells what happened to a peer.
@MessageBundle("peerEvents")
public interface PeerEventsTexts {

    @Message("Events of {name}")
    String eventsOf(String name);

    @Message("Events")
    String events();

    @Message("Nothing has happened yet")
    String none();

    @Message("Here stands when it connects and goes, and who changes it.")
    String noneLead();

    @Message("When")
    String time();

    @Message("What")
    String what();

    @Message("More")
    String detail();

    @Message("Older")
    String older();

    @Message(
            "{#when kind}{#is 'connected'}Connected{#is 'disconnected'}Gone{#is 'created'}Made{#is 'changed'}Changed{#is 'deleted'}Deleted{#is 'expired'}Expired{#is 'over-quota'}Over quota{#else}{kind}{/when}")
    String kind(String kind);
}
