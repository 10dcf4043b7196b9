package dev.warren.delivery;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/// The texts of mails. There are no templates for them: `language.texts(MailTexts.class)`.
@MessageBundle("mail")
public interface MailTexts {

    @Message("WireGuard configuration for {name}")
    String subject(String name);

    @Message("The attached file is the WireGuard configuration for {name}.")
    String file(String name);

    @Message("On a computer, import it into the WireGuard app. Keep it to yourself: whoever has the file is {name}.")
    String fileAdvice(String name);

    @Message("Here is the WireGuard configuration for {name}:")
    String link(String name);

    @Message(
            "Open the link on the device that is to use it. It works {#if uses == 1}once{#else}{uses} times{/if}, until {end}. Keep it to yourself.")
    String linkAdvice(int uses, String end);

    @Message("Warren can send mail")
    String testSubject();

    @Message("Somebody has pressed the button for a test in Warren's settings. The mail server works.")
    String test();
}
