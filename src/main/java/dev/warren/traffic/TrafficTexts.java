package dev.warren.traffic;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/// The texts about what was transferred, and when.
@MessageBundle("traffic")
public interface TrafficTexts {

    @Message("History")
    String history();

    @Message("History of {name}")
    String historyOf(String name);

    @Message("Last hour")
    String lastHour();

    @Message("Last day")
    String lastDay();

    @Message("30 days")
    String lastMonth();

    @Message("Transferred")
    String transfer();

    @Message("On average")
    String rate();

    @Message("Shown")
    String shown();

    @Message("Time")
    String span();

    @Message("Received")
    String received();

    @Message("Sent")
    String sent();

    @Message("Nothing was transferred in this time.")
    String none();

    @Message("As a table")
    String table();

    @Message("From")
    String time();

    @Message("{time} UTC")
    String timeUtc(String time);

    @Message("Sessions")
    String sessions();

    @Message("Sessions of {name}")
    String sessionsOf(String name);

    @Message("It has never connected")
    String noSessions();

    @Message("A session begins with a handshake and ends when the peer was last heard of.")
    String noSessionsLead();

    @Message("Began")
    String began();

    @Message("Lasted")
    String lasted();

    @Message("Still there")
    String stillThere();

    @Message("From where")
    String from();
}
