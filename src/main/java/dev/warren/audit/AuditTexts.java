package dev.warren.audit;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/// The texts of the page of the audit log. Templates say `{audit:who}`.
@MessageBundle("audit")
public interface AuditTexts {

    @Message("Audit log")
    String audit();

    @Message("Who did what, when and from where. Nobody can change or remove a line.")
    String lead();

    @Message("Search")
    String search();

    @Message("Name, address, action, value")
    String searchHint();

    @Message("Who")
    String who();

    @Message("A user's name")
    String whoHint();

    @Message("What")
    String what();

    @Message("peer.created, or peer. for all of peers")
    String whatHint();

    @Message("On what")
    String type();

    @Message("Everything")
    String everything();

    @Message(
            "{#when type}{#is 'peer'}Peers{#is 'interface'}Interfaces{#is 'user'}Users{#is 'token'}API tokens{#is 'tag'}Tags{#is 'settings'}Settings{#is 'log'}Log{#is 'master-key'}Master key{#else}Audit log{/when}")
    String typeName(String type);

    @Message("Which one")
    String subject();

    @Message("Its name")
    String subjectHint();

    @Message("From (UTC)")
    String from();

    @Message("Before (UTC)")
    String until();

    @Message("More filters")
    String more();

    @Message("Filter")
    String filter();

    @Message("Clear")
    String clear();

    @Message("When")
    String when();

    @Message("Changes")
    String changes();

    @Message("by {via}")
    String via(String via);

    @Message("from {address}")
    String address(String address);

    @Message("{count} values")
    String values(int count);

    @Message("before")
    String before();

    @Message("after")
    String after();

    @Message("nothing")
    String nothing();

    @Message("Download as CSV")
    String csv();

    @Message("Download as JSON")
    String json();

    @Message("Nothing matches")
    String noMatch();

    @Message("Take a filter away, or make the time longer.")
    String noMatchLead();

    @Message("Show all")
    String showAll();

    @Message("Peers that moved")
    String movedPeers();

    @Message("Link")
    String link();

    @Message("Uses left")
    String usesLeft();

    @Message("Bytes at most")
    String mostBytes();

    @Message("Packets at most")
    String mostPackets();

    @Message("Bytes of each packet")
    String snapLength();

    @Message("Device")
    String device();

    @Message("Recovery codes left")
    String codesLeft();

    @Message("Part of the program")
    String category();

    @Message("Older than")
    String olderThan();

    @Message("Lines")
    String lines();

    /// Said after the name of what it was done to.
    ///
    /// @param done as [AuditRow#done] has it
    @Message(
            "{#when done}{#is 'created'}created{#is 'changed'}changed{#is 'deleted'}deleted{#is 'restored'}restored{#is 'enabled'}enabled{#is 'disabled'}disabled{#is 'keys-rotated'}keys replaced{#is 'totals-reset'}totals reset{#is 'handshake-forgotten'}last handshake forgotten{#is 'capture-started'}capture of packets started{#is 'capture-stopped'}capture of packets stopped{#is 'capture-read'}captured packets read{#is 'link-made'}link made{#is 'link-revoked'}link taken back{#is 'link-used'}link used{#is 'link-refused'}link refused{#is 'mailed'}configuration mailed{#is 'log-started'}log switched on{#is 'log-ended'}log switched off{#is 'restarted'}restarted{#is 'key-replaced'}key replaced{#is 'renumbered'}renumbered{#is 'signed-in'}signed in{#is 'signed-out'}signed out{#is 'sign-in-failed'}sign-in failed{#is 'password-changed'}password changed{#is 'password-reset'}password reset{#is 'recovery-codes-renewed'}recovery codes renewed{#is 'recovery-code-used'}recovery code used{#is 'second-factor-on'}second factor switched on{#is 'second-factor-off'}second factor switched off{#is 'second-factor-reset'}second factor taken away{#is 'session.revoked'}sessions ended{#is 'revoked'}revoked{#is 'coloured'}given a colour{#is 'forgotten'}old lines deleted{#else}{done}{/when}")
    String done(String done);

    @Message("yes")
    String yes();

    @Message("no")
    String no();
}
