package dev.warren.peers;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/// The texts of the pages that import peers from a CSV file.
@MessageBundle("csv")
public interface CsvTexts {

    @Message("Import peers from CSV")
    String title();

    @Message(
            "The first line names the fields, and each that follows is a peer. You see what becomes of every line before anything is made.")
    String lead();

    @Message("File")
    String file();

    @Message("Or paste it here")
    String orPaste();

    @Message("name,tags,ipv4")
    String example();

    @Message(
            "Only name is needed. The others are called as in the export: tags, ipv4, ipv6, publicKey, dns, networks, expiresAt and so on. An empty cell is what a new peer gets.")
    String hint();

    @Message("Preview")
    String look();

    @Message("{#if good == 1}1 peer{#else}{good} peers{/if} can be made")
    String preview(long good);

    @Message("{#if good == 1}1 peer is{#else}{good} peers are{/if} made")
    String made(long good);

    @Message("{#if bad == 1}1 line is{#else}{bad} lines are{/if} refused.")
    String bad(long bad);

    @Message("Make {#if good == 1}1 peer{#else}{good} peers{/if}")
    String make(long good);

    @Message("Making peers")
    String making();

    @Message("Lines of the file")
    String lines();

    @Message("Line")
    String line();

    @Message("Result")
    String result();

    @Message("Can be made")
    String isGood();

    @Message("Made")
    String isMade();

    @Message("And {count} more lines.")
    String hidden(int count);
}
