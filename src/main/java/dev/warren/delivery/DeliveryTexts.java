package dev.warren.delivery;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/// What the page of a link says.
@MessageBundle("delivery")
interface DeliveryTexts {

    @Message("A WireGuard configuration for you")
    String forYou();

    @Message("Open it on the device that is to use it. The link works a limited number of times, and showing the"
            + " configuration is one of them.")
    String lead();

    @Message("Password")
    String password();

    @Message("Whoever gave you the link has told it to you.")
    String passwordHint();

    @Message("Show the configuration")
    String show();

    @Message("Scan this with the WireGuard app on a phone, or download the file and import it on a computer.")
    String how();

    @Message("This configuration is too long for a QR code: download the file and import it.")
    String tooLong();

    @Message("QR code of the configuration of {name}")
    String qrAlt(String name);

    @Message("Download {fileName}")
    String download(String fileName);

    @Message("Your private key is not in it: put it in place of the words in angle brackets.")
    String ownKey();

    @Message("Keep it to yourself: whoever has this configuration is you.")
    String secret();

    @Message("This was the last time that the link worked. Take the configuration with you before you leave this page.")
    String lastTime();

    @Message("The link works {count} more times.")
    String moreTimes(int count);

    @Message("The link works once more.")
    String onceMore();

    @Message("The configuration as text")
    String asText();
}
