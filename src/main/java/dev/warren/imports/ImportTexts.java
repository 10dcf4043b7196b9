package dev.warren.imports;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/// The texts of the pages that import an interface. Templates say `{imports:title}`.
@MessageBundle("imports")
public interface ImportTexts {

    @Message("Import an interface")
    String title();

    @Message(
            "From wg-quick, PiVPN, wireguard-ui, easy-wg-quick or wg-easy: with its keys and peers, so that every client goes on as it is. You see what becomes of it before anything is made.")
    String lead();

    @Message("File")
    String file();

    @Message("Or paste it here")
    String orPaste();

    @Message(
            "The server’s wg0.conf, or wg-easy’s wg0.json. Stop the old server before you import: two can’t have one port.")
    String hint();

    @Message("Preview")
    String look();

    @Message("Preview again")
    String lookAgain();

    @Message("Peers: {count}")
    String preview(int count);

    @Message("Nothing has been created yet.")
    String notYet();

    @Message("Correct this in the file, then look at it again: an interface is imported whole or not at all.")
    String wrong();

    @Message("Line {line}")
    String line(int line);

    @Message("Server’s public key")
    String publicKey();

    @Message("Addresses")
    String addresses();

    @Message("Line")
    String lineHead();

    @Message("Disabled")
    String disabled();

    @Message("Import")
    String make();

    @Message("And {count} more peers.")
    String hidden(int count);

    @Message("Not taken over")
    String leftOut();

    @Message(
            "{#when reason}{#is 'COMMANDS'}Commands: Warren does NAT and forwarding by itself.{#is 'SECOND_ADDRESS'}An interface has one range of each kind.{#else}Warren has no such setting here.{/when}")
    String reason(String reason);

    @Message("Why")
    String why();

    @Message("The file")
    String theFile();
}
