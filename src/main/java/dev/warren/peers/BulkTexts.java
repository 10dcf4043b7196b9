package dev.warren.peers;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/// What the list says about a selection of peers. Braces that stand alone are filled in by the browser.
@MessageBundle("bulk")
public interface BulkTexts {

    @Message("Change many peers")
    String title();

    @Message("Choose {name}")
    String pick(String name);

    @Message("Choose all shown")
    String pickPage();

    @Message("Choose all {count}")
    String allMatching(long count);

    @Message("\\{} chosen")
    String chosen();

    @Message("\\{} of \\{}")
    String running();

    @Message("Done: \\{}. Refused: \\{}.")
    String doneOf();

    @Message("Stopped. Done: \\{}. Refused: \\{}.")
    String stopped();

    @Message("More")
    String more();

    @Message("Tag, or number of days")
    String value();

    @Message("tag or days")
    String valueHint();

    @Message("Add tag")
    String tag();

    @Message("Take tag off")
    String untag();

    @Message("Extend by days")
    String extend();

    @Message("The chosen peers will be cut off now. They keep their addresses and everything else.")
    String disableQuestion();

    @Message("The chosen peers will be cut off now and deleted. You can undo it for 30 seconds.")
    String deleteQuestion();

    @Message("The chosen peers are cut off until each has its new configuration.")
    String rotateQuestion();

    @Message("Done: {done}. Refused: {refused}.")
    String done(int done, int refused);

    @Message("Refused")
    String refused();

    @Message("Why")
    String why();
}
