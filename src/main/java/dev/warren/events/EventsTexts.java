package dev.warren.events;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/// The texts of the page that tells what happened, and of the same tab of a peer.
@MessageBundle("events")
public interface EventsTexts {

    @Message("Events of {name}")
    String eventsOf(String name);

    @Message("Events")
    String events();

    @Message("What peers do, and what is done to peers, interfaces and users.")
    String lead();

    @Message("Name or detail")
    String searchHint();

    @Message("All kinds")
    String anyKind();

    @Message("Who or what")
    String subject();

    @Message("Nothing has happened yet")
    String none();

    @Message("Here you will see when it connects and disconnects, and who changes it.")
    String noneLead();

    @Message("When")
    String time();

    @Message("What")
    String what();

    @Message("More")
    String detail();

    @Message(
            "{#when kind}{#is 'connected'}Connected{#is 'disconnected'}Disconnected{#is 'created'}Created{#is 'changed'}Changed{#is 'deleted'}Deleted{#is 'expired'}Expired{#is 'over-quota'}Over quota{#is 'sign-in-failed'}Sign-in failed{#else}{kind}{/when}")
    String kind(String kind);
}
