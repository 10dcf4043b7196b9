package dev.warren.peers;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/// The texts of the page of one peer and of its form. Templates say `{peer:overview}`.
@MessageBundle("peer")
public interface PeerPageTexts {

    @Message("Overview")
    String overview();

    @Message("Sessions")
    String sessions();

    @Message("Events")
    String events();

    @Message("Make another like it")
    String copy();

    @Message("Replace keys")
    String rotate();

    @Message("Reset totals")
    String reset();

    @Message("The totals of {name} begin at zero again, and with them what it has used of its quota.")
    String resetQuestion(String name);

    @Message("History")
    String history();

    @Message("Show what it has transferred")
    String showHistory();

    @Message("Quota")
    String quotaTitle();

    @Message("Quota used")
    String quota();

    @Message("of {amount} {#when period}{#is 'day'}a day{#is 'week'}a week{#is 'month'}a month{#else}in all{/when}")
    String ofQuota(String amount, String period);

    @Message("Owner")
    String owner();

    @Message("Nobody")
    String nobody();

    @Message("Tags")
    String tags();

    @Message("Words to find and sort it by, separated by commas.")
    String tagsHint();

    @Message("Totals since")
    String countedFrom();

    @Message("Hours of the week")
    String hours();

    @Message("When it may connect. Empty is always.")
    String hoursHint();

    @Message("When and how much")
    String access();

    @Message("Another like {name}")
    String copyOf(String name);

    @Message("With the same settings, and with keys and addresses of its own. Networks behind it are left out.")
    String copyLead();

    @Message("Name of the new peer")
    String copyName();

    @Message("Create")
    String copyNow();

    @Message("Replace the keys of {name}?")
    String rotateQuestion(String name);

    @Message("{name} is cut off until it has its new configuration: the one that it has now works no more.")
    String rotateLead(String name);

    @Message("Its new public key")
    String newOwnKey();

    @Message("It keeps its private key to itself, so the new one comes from there, too.")
    String newOwnKeyHint();

    @Message("Replace keys")
    String rotateNow();

    @Message("Warren has made its key pair.")
    String keyIsOurs();

    @Message("It keeps its private key to itself.")
    String keyIsOwn();

    @Message("Saved")
    String saved();

    @Message("What is it?")
    String preset();

    @Message("Laptop or phone")
    String roadWarrior();

    @Message("Comes from anywhere")
    String roadWarriorLead();

    @Message("Site")
    String site();

    @Message("A router with networks behind it")
    String siteLead();

    @Message("Hub")
    String hub();

    @Message("Sites that meet here, all behind NAT")
    String hubLead();

    @Message("As set in {name}")
    String allowedInherited(String name);

    @Message("Everything")
    String allowedEverything();

    @Message("Only the VPN")
    String allowedVpn();

    @Message("Everything but private networks")
    String allowedPrivate();

    @Message("Everything but these networks")
    String allowedExcept();

    @Message("Only these networks")
    String allowedList();

    @Message("Networks")
    String allowedNetworks();

    @Message(
            "{#if count == 1}This is what its configuration will say:{#else}These {count} networks will be in its configuration:{/if}")
    String allowedResult(int count);

    @Message("Amount")
    String quotaBytes();

    @Message("Begins anew")
    String quotaPeriod();

    @Message("every day")
    String everyDay();

    @Message("every Monday")
    String everyWeek();

    @Message("every month")
    String everyMonth();

    @Message("never")
    String inTotal();

    @Message("Counts")
    String quotaCounts();

    @Message("both directions")
    String countsBoth();

    @Message("what it sends to the server")
    String countsReceived();

    @Message("what it gets from the server")
    String countsSent();

    @Message("Then")
    String quotaAction();

    @Message("it is cut off")
    String actionDisable();

    @Message("there is an event")
    String actionNotify();

    @Message("{amount} are used of this period. Resetting its totals gives them back.")
    String quotaUsed(String amount);

    @Message("Networks behind it")
    String siteToSite();

    @Message("The server reaches it at")
    String peerEndpoint();

    @Message("Host and port, if it can be reached. Otherwise it comes by itself.")
    String peerEndpointHint();

    @Message("Only answers")
    String responder();

    @Message("The server never begins a handshake with it.")
    String responderHint();

    @Message("Kill switch and commands")
    String commands();

    @Message("Kill switch")
    String killSwitch();

    @Message("Off")
    String killOff();

    @Message("Nothing leaves beside the tunnel")
    String killOn();

    @Message("Nothing but the local network")
    String killLan();

    @Message("Works where wg-quick runs the commands: on Linux.")
    String killHint();

    @Message("Before it is up")
    String preUp();

    @Message("After it is up")
    String postUp();

    @Message("Before it goes down")
    String preDown();

    @Message("After it is down")
    String postDown();

    @Message("Was its clock wrong?")
    String clockTitle();

    @Message(
            "A device whose clock was ahead once is taken for a repeated recording. Forget when its last handshake began, and it gets in again.")
    String clockLead();

    @Message("Forget its last handshake")
    String clockNow();
}
