package dev.warren.peers;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/// The texts of the pages where users look after their own peers. Templates say `{ownpeers:lead}`.
@MessageBundle("ownpeers")
public interface OwnPeersTexts {

    @Message("My devices")
    String devices();

    @Message("The phones and computers by which you join this network.")
    String lead();

    @Message("Name of the new device")
    String nameOfNew();

    @Message("New device: a name")
    String newName();

    @Message("Add")
    String add();

    @Message("No devices yet")
    String none();

    @Message(
            "Install the WireGuard app on your phone or computer, type a name for it here and press Enter. Then scan the QR code, or download the configuration.")
    String noneLead();

    @Message("Scan this in the WireGuard app, or download the configuration and open it there.")
    String how();

    @Message("Whoever has this is you in the network. Use it on one device only; add another for each.")
    String secret();

    @Message("This device keeps its private key to itself: the configuration has a placeholder where it belongs.")
    String ownKey();

    @Message("Rename")
    String rename();

    @Message("Renamed.")
    String renamed();

    @Message("It is cut off now, and its keys are gone for good.")
    String deleteLead();
}
