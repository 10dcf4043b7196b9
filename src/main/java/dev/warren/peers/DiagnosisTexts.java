package dev.warren.peers;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/// The texts of the page that says what stands in a peer's way. Templates say `{diagnosis:title}`.
@MessageBundle("diagnosis")
public interface DiagnosisTexts {

    @Message("Diagnosis")
    String title();

    @Message("Diagnosis of {name}")
    String of(String name);

    @Message("Dropped packets")
    String drops();

    @Message("None since it was let in.")
    String noDrops();

    @Message("Log")
    String log();

    @Message(
            "Handshakes, keys made and destroyed, keepalives and drops, the newest first. It is on until somebody switches it off, or Warren ends.")
    String logLead();

    @Message("Switch on")
    String logOn();

    @Message("Switch off")
    String logOff();

    @Message("No lines yet.")
    String noLines();

    @Message("Packets")
    String packets();

    @Message(
            "What this peer sends and gets inside the tunnel, as a file for Wireshark. Others’ data are in it: the reason stands in the audit log, and the file is deleted after an hour.")
    String packetsLead();

    @Message("Reason")
    String reason();

    @Message("ticket 4711: calls break off")
    String reasonHint();

    @Message("Seconds")
    String seconds();

    @Message("Capture")
    String start();

    @Message("Stop")
    String stop();

    @Message("Download {size}")
    String download(String size);

    @Message("Capturing now")
    String running();

    @Message("Captured")
    String captured();
}
