package dev.warren.delivery;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/// The texts of the tab of a peer that hands its configuration out.
@MessageBundle("config")
public interface ConfigTabTexts {

    @Message("Configuration of {name}")
    String title(String name);

    @Message("Formats")
    String formats();

    @Message("Download {fileName}")
    String wholeFile(String fileName);

    @Message("Download both as ZIP")
    String archive();

    @Message(
            "The private key of this peer is not here: put it in place of the words in angle brackets, on the peer itself.")
    String ownKey();

    @Message("Whoever has this is the peer. Only administrators and operators see it.")
    String secret();

    @Message("QR code as SVG")
    String qrSvg();

    @Message("QR code as PNG")
    String qrPng();

    @Message("Links")
    String links();

    @Message(
            "A link shows the configuration to whoever has it, without an account. Send it by a way that nobody else reads.")
    String linksLead();

    @Message("No links at the moment")
    String none();

    @Message("Works for")
    String life();

    @Message("an hour")
    String hour();

    @Message("a day")
    String day();

    @Message("a week")
    String week();

    @Message("30 days")
    String month();

    @Message("How often")
    String uses();

    @Message("Password")
    String password();

    @Message("At least 8 characters. Send it another way than the link.")
    String passwordHint();

    @Message("Make a link")
    String makeLink();

    @Message("This is the link. It is shown this once.")
    String newLink();

    @Message("Made by")
    String madeBy();

    @Message("Until")
    String until();

    @Message("Used")
    String used();

    @Message("{uses} of {most}")
    String usedOf(int uses, int most);

    @Message("with a password")
    String withPassword();

    @Message("Revoke")
    String revoke();

    @Message("The link stops working now. Configurations that it has handed out stay as they are.")
    String revokeQuestion();

    @Message("Send it by mail")
    String mail();

    @Message("With a link that works a limited time, or with the file itself.")
    String mailLead();

    @Message("To")
    String to();

    @Message("As")
    String as();

    @Message("a link that works once, for a day")
    String asLink();

    @Message("the file")
    String asFile();

    @Message("Words of your own")
    String ownWords();

    @Message("Send")
    String send();

    @Message("The mail to {to} is handed over.")
    String sent(String to);

    @Message("Warren knows no mail server. An administrator can name one in the settings.")
    String noServer();
}
