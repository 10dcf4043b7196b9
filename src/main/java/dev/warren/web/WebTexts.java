package dev.warren.web;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/// The texts of the layout and of the pages that belong to no feature. Templates say `{web:toStart}`.
@MessageBundle("web")
public interface WebTexts {

    @Message("To the start page")
    String toStart();

    @Message("Skip to the page")
    String skip();

    @Message("Menu")
    String menu();

    @Message("Close the menu")
    String closeMenu();

    @Message("Places")
    String places();

    @Message("Peers")
    String peers();

    @Message("Interfaces")
    String interfaces();

    @Message("Dashboard")
    String dashboard();

    @Message("My devices")
    String devices();

    @Message("Users")
    String users();

    @Message("Audit log")
    String audit();

    @Message("Settings")
    String settings();

    @Message("System")
    String system();

    @Message("Pages")
    String pagesOf();

    @Message("First page")
    String firstPage();

    @Message("Previous page")
    String previousPage();

    @Message("Next page")
    String nextPage();

    /// The braces stand for how long ago; the browser fills them in anew every second.
    @Message("\\{} ago")
    String ago();

    @Message("Theme")
    String theme();

    @Message("Light")
    String themeLight();

    @Message("As the device")
    String themeSystem();

    @Message("Dark")
    String themeDark();

    @Message("Language")
    String language();

    @Message("Apply")
    String apply();

    /// Bytes, and thousands, millions … of them, with a space between.
    @Message("B kB MB GB TB PB")
    String units();

    /// Days, hours, minutes, seconds, short, with a space between.
    @Message("d h min s")
    String spans();

    @Message("My account")
    String account();

    @Message("Sign out")
    String signOut();

    @Message("optional")
    String optional();

    @Message("Copy")
    String copy();

    @Message("Copied")
    String copied();

    @Message("Could not copy. Select the text and copy it by hand.")
    String notCopied();

    @Message("Live")
    String live();

    @Message("Paused")
    String paused();

    @Message("Not live")
    String lost();

    @Message("API reference")
    String reference();

    @Message(
            "Everything that these pages do, programs can do too. Times are ISO 8601 in UTC, sizes are bytes, durations are seconds. The same for generators of clients:")
    String referenceLead();

    @Message("Subjects")
    String subjects();

    @Message("Objects")
    String shapes();

    @Message("Parameters")
    String parameters();

    @Message("Body")
    String body();

    @Message("Answer")
    String answer();

    @Message("Keyboard shortcuts")
    String shortcuts();

    @Message("Make a new one")
    String keyNew();

    @Message("Search")
    String keyFind();

    @Message("Down and up in the list")
    String keyMove();

    @Message("Choose or unchoose")
    String keyPick();

    @Message("Open it")
    String keyOpen();

    @Message("Undo a deletion")
    String keyUndo();

    @Message("Close")
    String close();

    @Message("Cancel")
    String cancel();

    @Message("It is one step: all of it or nothing. Now that it has begun, it can’t be stopped.")
    String oneStep();
}
